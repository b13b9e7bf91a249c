using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Listening.Intake;

/// <summary>A payload of GitHub's webhooks, as far as it is read.</summary>
internal sealed record WebhookDocument
{
    public string? Action { get; init; }

    public WebhookRepository? Repository { get; init; }

    /// <summary>Of <c>release</c>.</summary>
    public WebhookRelease? Release { get; init; }

    /// <summary>Of <c>repository_dispatch</c>.</summary>
    public JsonElement? ClientPayload { get; init; }
}

internal sealed record WebhookRepository(string? FullName);

internal sealed record WebhookRelease
{
    public long Id { get; init; }

    public string? TagName { get; init; }

    public bool Draft { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookDocument))]
internal sealed partial class WebhookJson : JsonSerializerContext;
