package rt

import (
	"slices"
	"testing"
)

// What only follows from an earlier violation is not reported, what stands on its own is.
func TestDropFollowing(t *testing.T) {
	early := violations{
		{Field: "N", Rule: "required"},
		{Field: "U.T", Rule: "enum"},
		{Field: "Items.item[0].Q", Rule: "type"},
		{Field: "Odd", Rule: "unknown_element"},
	}
	v := append(slices.Clone(early),
		Violation{Field: "N", Rule: "min"},
		Violation{Field: "U", Rule: "required"},
		Violation{Field: "Items", Rule: "max_items"},
		Violation{Field: "Odd", Rule: "required"},
		Violation{Field: "Name", Rule: "required"},
		Violation{Field: "Items.item[1].Q", Rule: "min"},
	)
	v.dropFollowing(len(early))
	var kept []string
	for _, one := range v[len(early):] {
		kept = append(kept, one.Field+" "+one.Rule)
	}
	want := []string{"Items max_items", "Odd required", "Name required", "Items.item[1].Q min"}
	if !slices.Equal(kept, want) || !slices.Equal(v[:len(early)], early) {
		t.Errorf("kept %q, want %q", kept, want)
	}
}

func TestAnsweringSaysWhatIsAnswered(t *testing.T) {
	var v violations
	v.answering("Articles", 1, 2, "text")
	want := Violation{Field: "Articles", Rule: "max_items_replying_to", Limit: 1, Got: 2, Detail: "text"}
	if len(v) != 1 || v[0] != want {
		t.Errorf("%+v, want %+v", v, want)
	}
}
