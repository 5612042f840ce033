package rivals

import (
	"slices"
	"strings"
	"testing"
)

// FuzzEveryWriterIsReadAlikeByTwoParsers writes replies of every type with the texts, by both writers of both platforms,
// and has encoding/xml and libxml2 read each.
func FuzzEveryWriterIsReadAlikeByTwoParsers(f *testing.F) {
	needLibxml(f)
	for i, piece := range hostilePieces {
		f.Add(piece, hostilePieces[(i+7)%len(hostilePieces)], uint16(i*i))
	}
	f.Fuzz(func(t *testing.T, one, two string, padding uint16) {
		// The padding moves the texts over the lengths at which the scanner changes its way, and at times beyond the
		// stream's buffer.
		pad := strings.Repeat("汉", int(padding)%24) + strings.Repeat("a", int(padding>>5)%200)
		if padding > 0xFF00 {
			pad = strings.Repeat(pad, 80)
		}
		texts := []string{one, two, pad + one, two + pad, one + two, pad + two + one + pad}
		turn := 0
		next := func() string {
			turn++
			return texts[turn%len(texts)]
		}
		var documents []document
		for _, r := range replyOfEach(next) {
			documents = append(documents, document{written(t, r), fields(r)})
			if z := zhongnanReply(r); z != nil {
				documents = append(documents, document{written(t, z), fields(r)})
			}
		}
		for _, d := range documents {
			if got, err := leaves(d.xml); err != nil || !slices.Equal(got, d.want) {
				t.Fatalf("encoding/xml: %v\nread %.500q\nwant %.500q\nof   %.500q", err, got, d.want, d.xml)
			}
		}
		checkLibxml(t, documents)
	})
}
