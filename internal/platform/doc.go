// Package platform plays a messaging platform towards one server, from the platform's spec.
//
//	account, err := platform.NewAccount(spec, platform.Settings{URL: "http://127.0.0.1:8080/wechat", Token: "token"})
//	message, err := account.NewMessage("text")
//	err = message.Set("Content", "你好")
//	delivery := account.Deliver(ctx, message) // signed, sealed, with the platform's deadline and its retries
//	delivery.Answer().Faults                  // what the platform would not accept
//
// A [Message] is composed from the spec's samples. A [Request] carries it and can be damaged before it is sent. An
// [Exchange] is a request with its response, and an [Answer] is what the platform makes of the response: package judge
// decides on the values, this package on everything around them. A [Delivery] is all exchanges of one message.
//
// Signatures and encryption are written anew here and share no code with generated packages, so that an error in one
// shows in the other.
package platform
