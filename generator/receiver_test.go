package generator_test

import (
	"reflect"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
	"github.com/replygen/replygen/generator"
	"github.com/replygen/replygen/spec"
)

// Whatever a Config has, the receiver id cannot be called.
func TestReceiverIsNotCalledAsAnotherSetting(t *testing.T) {
	config := reflect.TypeFor[wechat.Config]()
	for i := range config.NumField() {
		name := config.Field(i).Name
		l := spec.Loader{ReadFile: func(string) ([]byte, error) {
			return []byte("replygen: 1\nplatform: {id: secure}\nheader: {fields: [{name: MsgType, type: msg_type}]}\nreplies: [{type: text}]\n" +
				"messages: [{type: text}]\ndelivery: {deadline: 5s, attempts: 3, acks: ['']}\nsecurity: {modes: [plain, encrypted], receiver: " + name + "}\n"), nil
		}}
		platform, err := l.Load("./secure.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if err := generator.Check(platform, generator.Options{}); (err == nil) != (name == "AppID") {
			t.Errorf("receiver: %s: %v", name, err)
		}
	}
}
