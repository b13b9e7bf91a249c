using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Hooks.Shapes;

/// <summary>Webhooks of Discord (docs.discord.com, "Execute Webhook" and "Embed Limits"). Errors are a message with a code.</summary>
internal sealed class DiscordHook : HookShape
{
    private const int LongestContent = 2000;
    private const int MostEmbeds = 10;
    private const int LongestEmbeds = 6000;
    private const int MostFields = 25;

    private const int UnknownWebhook = 50027;
    private const int EmptyMessage = 50006;
    private const int InvalidForm = 50035;
    private const int InvalidJson = 50109;

    public override string Name => "discord";

    public override int Accepted => StatusCodes.Status204NoContent;

    public override HookRefusal UnknownHook() => Refusal(StatusCodes.Status401Unauthorized, UnknownWebhook, "Invalid Webhook Token");

    public override HookRefusal Malformed(string reason) => Refusal(StatusCodes.Status400BadRequest, InvalidJson, "The request body contains invalid JSON.");

    public override void Validate(JsonElement message)
    {
        Object(message, "the message");
        var content = Text(message, "content");
        var embeds = List(message, "embeds");
        if (string.IsNullOrWhiteSpace(content) && embeds.Length == 0)
            throw Refusal(StatusCodes.Status400BadRequest, EmptyMessage, "Cannot send an empty message");
        Limit("content", content, LongestContent);
        if (embeds.Length > MostEmbeds)
            throw Form("embeds", $"Must be {MostEmbeds} or fewer in length.");
        if (embeds.Sum(LengthOf) > LongestEmbeds)
            throw Form("embeds", $"Embed size exceeds maximum size of {LongestEmbeds}");
    }

    private int LengthOf(JsonElement embed)
    {
        Object(embed, "an embed");
        var fields = List(embed, "fields");
        if (fields.Length > MostFields)
            throw Form("embeds.fields", $"Must be {MostFields} or fewer in length.");
        if (embed.TryGetProperty("color", out var colour) && !(colour.ValueKind == JsonValueKind.Number && colour.TryGetInt32(out var number) && number is >= 0 and <= 0xFFFFFF))
            throw Form("embeds.color", "int value should be between 0 and 16777215.");
        return Limit("embeds.title", Text(embed, "title"), 256)
            + Limit("embeds.description", Text(embed, "description"), 4096)
            + (embed.TryGetProperty("footer", out var footer) ? Limit("embeds.footer.text", Text(Object(footer, "a footer"), "text"), 2048) : 0)
            + (embed.TryGetProperty("author", out var author) ? Limit("embeds.author.name", Text(Object(author, "an author"), "name"), 256) : 0)
            + fields.Sum(field => Limit("embeds.fields.name", Text(Object(field, "a field"), "name") ?? throw Form("embeds.fields.name", "This field is required"), 256)
                + Limit("embeds.fields.value", Text(field, "value") ?? throw Form("embeds.fields.value", "This field is required"), 1024));
    }

    private static int Limit(string field, string? text, int longest) =>
        (text?.Length ?? 0) is var length && length <= longest ? length : throw Form(field, $"Must be {longest} or fewer in length.");

    private static HookRefusal Form(string field, string message) => Refusal(StatusCodes.Status400BadRequest, InvalidForm, $"Invalid Form Body: {field}: {message}");

    private static HookRefusal Refusal(int status, int code, string message) =>
        new(status, "application/json", new JsonObject { ["message"] = message, ["code"] = code }.ToJsonString());
}
