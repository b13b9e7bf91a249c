using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Hooks.Shapes;

/// <summary>What a service takes at its webhooks, and how it answers.</summary>
internal abstract class HookShape
{
    private static readonly ImmutableArray<HookShape> All = [new JsonHook(), new SlackHook(), new DiscordHook(), new TeamsHook()];

    public abstract string Name { get; }

    /// <summary>Status of a message that was taken.</summary>
    public abstract int Accepted { get; }

    /// <summary>Its body; empty for none.</summary>
    public virtual string Answer => "";

    /// <summary>Most bytes of a message.</summary>
    public virtual int Largest => 256 * 1024;

    public static HookShape? Find(string name) => All.FirstOrDefault(shape => shape.Name == name);

    /// <exception cref="HookRefusal">The service would not take it.</exception>
    public abstract void Validate(JsonElement message);

    public abstract HookRefusal UnknownHook();

    public abstract HookRefusal Malformed(string reason);

    public virtual HookRefusal TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "text/plain", "too large");

    /// <summary>The string of a field; null where the message has none.</summary>
    protected string? Text(JsonElement of, string field)
    {
        if (!of.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Malformed($"'{field}' is no string");
    }

    /// <summary>The items of a field that is a list; none where the message has no such field.</summary>
    protected JsonElement[] List(JsonElement of, string field)
    {
        if (!of.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Malformed($"'{field}' is no list");
    }

    /// <summary>The message, or a part of it, that has to be an object.</summary>
    protected JsonElement Object(JsonElement value, string what) =>
        value.ValueKind == JsonValueKind.Object ? value : throw Malformed($"{what} is no object");
}
