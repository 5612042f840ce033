package spec_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/replygen/replygen/spec"
)

// limits lists the limits of lengths and of lists, by the names of the elements with dots, forms of a union among them.
func limits(fields []*spec.Field, prefix string, out map[string]int) map[string]int {
	for _, f := range fields {
		name := prefix + f.Name
		switch k := f.Kind.(type) {
		case *spec.String:
			if k.Rules.Size[spec.MaxBytes].IsSet() {
				out[name] = k.Rules.Size[spec.MaxBytes].V
			}
		case *spec.Object:
			limits(k.Fields, name+".", out)
		case *spec.Union:
			for _, c := range k.Cases {
				limits(c.Fields, name+"."+c.Value+".", out)
			}
		case *spec.List:
			if k.MaxItems.IsSet() {
				out[name] = k.MaxItems.V
			}
			if item, ok := k.Item.Kind.(*spec.Object); ok {
				limits(item.Fields, name+".item.", out)
			}
		}
	}
	return out
}

func TestLimitsOfWecomAreThoseOfThePages(t *testing.T) {
	p := load(t, "wecom")
	for typ, want := range map[string]map[string]int{
		"text":  {"Content": 2048},
		"video": {"Video.Title": 128, "Video.Description": 512},
		"news":  {"Articles": 10, "Articles.item.Title": 128, "Articles.item.Description": 512},
		"update_template_card": {
			"TemplateCard.text_notice.ActionMenu.ActionList": 10, "TemplateCard.text_notice.ActionMenu.ActionList.item.Key": 1024,
			"TemplateCard.text_notice.HorizontalContentList": 6, "TemplateCard.text_notice.JumpList": 3,
			"TemplateCard.news_notice.ActionMenu.ActionList": 10, "TemplateCard.news_notice.ActionMenu.ActionList.item.Key": 1024,
			"TemplateCard.news_notice.HorizontalContentList": 6, "TemplateCard.news_notice.JumpList": 3,
			"TemplateCard.button_interaction.ActionMenu.ActionList": 10, "TemplateCard.button_interaction.ActionMenu.ActionList.item.Key": 1024,
			"TemplateCard.button_interaction.HorizontalContentList":       6,
			"TemplateCard.button_interaction.ButtonSelection.QuestionKey": 1024, "TemplateCard.button_interaction.ButtonSelection.OptionList": 10,
			"TemplateCard.button_interaction.ButtonSelection.OptionList.item.Id": 128,
			"TemplateCard.button_interaction.ButtonList":                         6, "TemplateCard.button_interaction.ButtonList.item.Key": 1024,
			"TemplateCard.vote_interaction.CheckBox.QuestionKey": 1024, "TemplateCard.vote_interaction.CheckBox.OptionList.item.Id": 128,
			"TemplateCard.vote_interaction.SubmitButton.Key": 1024,
			"TemplateCard.multiple_interaction.SelectList":   3, "TemplateCard.multiple_interaction.SelectList.item.QuestionKey": 1024,
			"TemplateCard.multiple_interaction.SelectList.item.OptionList":         10,
			"TemplateCard.multiple_interaction.SelectList.item.OptionList.item.Id": 128,
			"TemplateCard.multiple_interaction.SubmitButton.Key":                   1024,
		},
	} {
		if diff := cmp.Diff(want, limits(reply(t, p, typ).Fields, "", map[string]int{})); diff != "" {
			t.Errorf("%s: %s", typ, diff)
		}
	}
}

// The children of each form, in the order of the wire; those with ! are required.
func TestCardsOfWecomHoldWhatTheyHold(t *testing.T) {
	got := map[string]string{}
	for _, c := range reply(t, load(t, "wecom"), "update_template_card").Fields[0].Kind.(*spec.Union).Cases {
		var names []string
		for _, f := range c.Fields {
			name := f.Name
			if f.AlwaysWritten() {
				name += "!"
			}
			names = append(names, name)
		}
		got[c.Value] = strings.Join(names, " ")
	}
	want := map[string]string{
		"text_notice":          "Source ActionMenu MainTitle QuoteArea EmphasisContent SubTitleText HorizontalContentList JumpList CardAction!",
		"news_notice":          "Source ActionMenu MainTitle QuoteArea ImageTextArea CardImage VerticalContentList HorizontalContentList JumpList CardAction!",
		"button_interaction":   "Source ActionMenu MainTitle QuoteArea SubTitleText HorizontalContentList CardAction ButtonSelection ButtonList ReplaceText",
		"vote_interaction":     "Source MainTitle CheckBox SubmitButton ReplaceText",
		"multiple_interaction": "Source MainTitle SelectList SubmitButton ReplaceText",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
