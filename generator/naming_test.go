package generator

import "testing"

func TestExported(t *testing.T) {
	for name, want := range map[string]string{
		"MediaId": "MediaID", "HQMusicUrl": "HQMusicURL", "Url": "URL", "PicUrl": "PicURL", "OpenID": "OpenID",
		"transfer_customer_service": "TransferCustomerService", "ThumbMediaId": "ThumbMediaID", "KfAccount": "KfAccount",
		"type": "Type", "String": "String", "len": "Len", "item": "Item", "MediaId16K": "MediaID16K", "Location_X": "LocationX",
		"device-text": "DeviceText", "qrcode_guide_openid": "QrcodeGuideOpenid", "URLs": "URLs", "AppID": "AppID",
		"_": "", "_1": "", "HTTPServer": "HTTPServer", "userIDs": "UserIDs", "QRCode": "QRCode", "MsgID": "MsgID", "A": "A",
	} {
		if got := exported(name); got != want {
			t.Errorf("exported(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestParameter(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct{ name, want string }{
		{"MediaID", "mediaID"}, {"URL", "url"}, {"HQMusicURL", "hqMusicURL"}, {"ToUserName", "toUserName"},
		{"Type", "typeValue"}, {"Len", "lenValue"}, {"Strconv", "strconvValue"}, {"Time", "timeValue"},
		{"Content", "content"}, {"Content", "contentValue"}, {"Content", "contentValue2"}, {"ID", "id"}, {"A", "a"},
	} {
		if got := parameter(c.name, taken); got != c.want {
			t.Errorf("parameter(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
