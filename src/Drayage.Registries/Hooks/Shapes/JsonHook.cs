using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Hooks.Shapes;

/// <summary>A service that takes any JSON object.</summary>
internal sealed class JsonHook : HookShape
{
    public override string Name => "json";

    public override int Accepted => StatusCodes.Status204NoContent;

    public override void Validate(JsonElement message) => Object(message, "the message");

    public override HookRefusal UnknownHook() => new(StatusCodes.Status404NotFound, "text/plain", "no such webhook");

    public override HookRefusal Malformed(string reason) => new(StatusCodes.Status400BadRequest, "text/plain", reason);
}
