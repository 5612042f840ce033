//go:build exhaustive

package rt

import (
	"strings"
	"testing"
)

func TestScanFindsEveryPieceInTextsOfEveryLength(t *testing.T) { findPieces(t, 1) }

func TestScanKnowsEverySequence(t *testing.T) {
	tails := []byte{0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBD, 0xBE, 0xBF, 0xC0, 0xE4}
	for lead := 0x80; lead < 0x100; lead++ {
		for second := range 0x100 {
			for _, third := range tails {
				for _, fourth := range tails {
					checkScan(t, string([]byte{byte(lead), byte(second), third, fourth}))
				}
			}
		}
	}
}

// Runs of three-byte characters have tests of their own, by the number of
// characters, with a place in a word for each.
func TestScanKnowsEveryThreeByteSequenceAtEveryPlace(t *testing.T) {
	wide := strings.Repeat("回复文本消息图片", 4)
	for _, characters := range []int{2, 3, 4, 5, 6, 7, 8, 9, 16, 23} {
		for place := range characters {
			s := []byte(wide[:3*characters])
			for lead := 0xE0; lead <= 0xEF; lead++ {
				for _, second := range []byte{0x7F, 0x80, 0x81, 0x9F, 0xA0, 0xAF, 0xB0, 0xBC, 0xBE, 0xBF, 0xC0, 0xFF} {
					for third := 0x70; third <= 0xD0; third++ {
						s[3*place], s[3*place+1], s[3*place+2] = byte(lead), second, byte(third)
						checkScan(t, string(s))
					}
				}
			}
		}
	}
}
