package goname_test

import (
	"testing"

	"github.com/replygen/replygen/internal/goname"
)

func TestOf(t *testing.T) {
	for name, want := range map[string]string{
		"MediaId": "MediaID", "HQMusicUrl": "HQMusicURL", "Url": "URL", "PicUrl": "PicURL", "OpenID": "OpenID",
		"transfer_customer_service": "TransferCustomerService", "ThumbMediaId": "ThumbMediaID", "KfAccount": "KfAccount",
		"type": "Type", "String": "String", "len": "Len", "item": "Item", "MediaId16K": "MediaID16K", "Location_X": "LocationX",
		"device-text": "DeviceText", "qrcode_guide_openid": "QrcodeGuideOpenid", "URLs": "URLs", "AppID": "AppID",
		"_": "", "_1": "", "HTTPServer": "HTTPServer", "userIDs": "UserIDs", "QRCode": "QRCode", "MsgID": "MsgID", "A": "A",
	} {
		if got := goname.Of(name); got != want {
			t.Errorf("goname.Of(%q) = %q, want %q", name, got, want)
		}
	}
}
