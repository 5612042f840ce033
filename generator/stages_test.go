package generator

import (
	"bytes"
	"testing"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
	"github.com/replygen/replygen/generator/internal/rtcopy"
	"github.com/replygen/replygen/spec"
)

// BenchmarkStages says where the time goes between the spec of the largest builtin platform and its package. Files are
// rendered at a time: the whole takes less than the sum where there are processors for it.
func BenchmarkStages(b *testing.B) {
	id, platform := largestBuiltin(b)
	pkg, err := gomodel.Lower(platform, id, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run(id+"/load", func(b *testing.B) {
		for b.Loop() {
			if _, err := spec.Load(id); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run(id+"/lower", func(b *testing.B) {
		for b.Loop() {
			if _, err := gomodel.Lower(platform, id, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, e := range emitters {
		b.Run(id+"/build/"+e.name, func(b *testing.B) {
			for b.Loop() {
				e.emit(pkg, gofile.New(e.name, pkg.Name, platform.Sources))
			}
		})
		b.Run(id+"/render/"+e.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				f := gofile.New(e.name, pkg.Name, platform.Sources)
				e.emit(pkg, f)
				b.StartTimer()
				if err := f.Render(); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(bytes.Count(f.Content, []byte("\n"))), "lines")
			}
		})
	}
	b.Run(id+"/run-time code", func(b *testing.B) {
		files, err := render(pkg)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			rtcopy.Files(pkg.Name, files)
		}
	})
	b.Run(id+"/whole", func(b *testing.B) {
		for b.Loop() {
			loaded, err := spec.Load(id)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := Generate(loaded, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// largestBuiltin is the platform whose package is the longest.
func largestBuiltin(b *testing.B) (id string, platform *spec.Platform) {
	longest := 0
	for _, name := range spec.Builtins() {
		p, err := spec.Load(name)
		if err != nil {
			b.Fatal(err)
		}
		files, err := Generate(p, Options{})
		if err != nil {
			b.Fatal(err)
		}
		length := 0
		for _, f := range files {
			length += len(f.Content)
		}
		if length > longest {
			id, platform, longest = name, p, length
		}
	}
	return id, platform
}
