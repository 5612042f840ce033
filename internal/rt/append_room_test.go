package rt

import (
	"bytes"
	"strings"
	"testing"
)

// plainCDATA is appendCDATA, character by character.
func plainCDATA(s string) string {
	var out strings.Builder
	for s != "" {
		if strings.HasPrefix(s, "]]>") {
			out.WriteString("]]]]><![CDATA[>")
			s = s[len("]]>"):]
			continue
		}
		if s[0] == '\r' {
			out.WriteByte('\n')
			s = strings.TrimPrefix(s[1:], "\n")
			continue
		}
		for _, r := range s {
			size := len(string(r))
			if r == '\uFFFD' && !strings.HasPrefix(s, "\uFFFD") {
				size = 1
			}
			if scan(s[:size], false) < len(s[:size]) {
				out.WriteString("\uFFFD")
			} else {
				out.WriteString(s[:size])
			}
			s = s[size:]
			break
		}
	}
	return out.String()
}

// Where there is room, short texts take other ways than where there is none, each by its length.
func TestAppendedIntoRoomIsWhatIsAppendedWithoutAny(t *testing.T) {
	fill := "abcdefghijklmnopqrstuvwxyz0123456789"
	untouched := bytes.Repeat([]byte{0xEE}, 2100)
	buf := bytes.Clone(untouched)
	for n := 0; n < 300; n++ {
		if n > 80 {
			n += 12 // the ways differ below, the lengths above only in their last block
		}
		for _, base := range []string{strings.Repeat(fill, 9)[:n], strings.Repeat("汉字", 50)[:n/3*3] + fill[:n%3]} {
			for _, piece := range append([]string{"", "]]>", "]", "\n"}, notable...) {
				for _, at := range []int{0, n / 3 / 2 * 3, n / 3 * 3} {
					s := base[:at] + piece + base[at:]
					want := "front" + plainCDATA(s)
					for _, room := range []int{0, len(s) - 1, len(s), len(s) + 1, 2000} {
						copy(buf, untouched)
						copy(buf, "front")
						end := len("front") + max(room, 0)
						got := appendCDATA(buf[:len("front"):end], s)
						if string(got) != want {
							t.Fatalf("%q with room for %d:\n%q\nwant %q", s, room, got, want)
						}
						if !bytes.Equal(buf[end:], untouched[end:]) {
							t.Fatalf("%q with room for %d: a byte beyond the room changed", s, room)
						}
					}
				}
			}
		}
	}
}
