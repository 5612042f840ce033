package rivals

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

func BenchmarkAppend(b *testing.B)   { benchmark(b, Append) }
func BenchmarkParallel(b *testing.B) { benchmark(b, Parallel) }

func benchmark(b *testing.B, measure func(*testing.B, Shape, Writer)) {
	for _, s := range Shapes() {
		for _, w := range Writers() {
			b.Run("shape="+s.Name+"/writer="+w.Name, func(b *testing.B) { measure(b, s, w) })
		}
	}
}

// What writes something else is not a rival.
func TestWritersWriteTheSameReplies(t *testing.T) {
	for _, s := range Shapes() {
		for _, w := range Writers() {
			if s.Dirty && w.Name != Ours && w.Name != "ours-fresh" && w.Name != Memcpy && w.Name != EncodingXML {
				continue // these write no XML then
			}
			op := w.New(s.Replies)
			for i := range 2 * len(s.Replies) {
				out := op(i)
				if w.Name == "ours-stream" {
					if out != nil {
						t.Fatalf("%s: bytes from %s", s.Name, w.Name)
					}
					var streamed bytes.Buffer
					newStreamed(&streamed, s.Replies)(i)
					out = streamed.Bytes()
				}
				got, err := leaves(out)
				if want := fields(s.Replies[i%len(s.Replies)]); err != nil || !slices.Equal(got, want) {
					t.Fatalf("%s, %s, %d: %v\ngot  %q\nwant %q", s.Name, w.Name, i, err, got, want)
				}
			}
		}
	}
}

// Absent elements count too: a rival that writes them is slower than it need be. Sprintf cannot leave any out.
func TestWritersLeaveOutOptionalElements(t *testing.T) {
	for _, r := range []wechat.Reply{
		&wechat.VideoReply{ToUserName: "to", FromUserName: "from", CreateTime: 1, Video: wechat.Video{MediaID: "m"}},
		&wechat.MusicReply{ToUserName: "to", FromUserName: "from", CreateTime: 1, Music: wechat.Music{ThumbMediaID: "m"}},
		&wechat.NewsReply{ToUserName: "to", FromUserName: "from", CreateTime: 1, Articles: []wechat.Article{{Title: "t"}, {URL: "u"}}},
	} {
		for _, w := range Writers() {
			if w.Name == "sprintf" || w.Name == "ours-stream" {
				continue
			}
			out := w.New([]wechat.Reply{r})(0)
			if got, err := leaves(out); err != nil || !slices.Equal(got, fields(r)) {
				t.Errorf("%s, %s: %v: %s", r.MsgType(), w.Name, err, out)
			}
		}
	}
}

func TestShapesAreWhatTheirTitlesSay(t *testing.T) {
	bytes := map[string][2]int{
		"text6": {6, 6}, "text200": {600, 600}, "ascii2k": {2048, 2048}, "chinese2k": {2046, 2046}, "dirty": {60, 60}, "mixed": {20, 600},
	}
	articles := map[string]int{"news1": 1, "news2": 2, "news8": 8, "news8mixed": 8, "news10": 10}
	for _, s := range Shapes() {
		if n := len(s.Replies); n == 0 || n&(n-1) != 0 {
			t.Errorf("%s: %d replies", s.Name, n)
		}
		different := map[string]bool{}
		for _, r := range s.Replies {
			if err := r.Validate(); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
			different[string(r.AppendXML(nil))] = true
			switch r := r.(type) {
			case *wechat.TextReply:
				if limits := bytes[s.Name]; len(r.Content) < limits[0] || len(r.Content) > limits[1] {
					t.Errorf("%s: %d bytes", s.Name, len(r.Content))
				}
			case *wechat.NewsReply:
				if len(r.Articles) != articles[s.Name] {
					t.Errorf("%s: %d articles", s.Name, len(r.Articles))
				}
			}
		}
		if len(different) != len(s.Replies) {
			t.Errorf("%s: %d of %d replies differ", s.Name, len(different), len(s.Replies))
		}
	}
}

// Two processes that measured different replies could not be compared.
func TestShapesAreTheSameEveryTime(t *testing.T) {
	again := Shapes()
	for i, s := range Shapes() {
		for k, r := range s.Replies {
			if fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", again[i].Replies[k]) {
				t.Fatalf("%s differs", s.Name)
			}
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{[]float64{3}, 3}, {[]float64{9, 1}, 5}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 100, 2}, 3}} {
		if got := Median(c.values); got != c.want {
			t.Errorf("%v: %v, want %v", c.values, got, c.want)
		}
	}
}
