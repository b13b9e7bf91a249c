using System.Collections.Immutable;
using Drayage.Ecosystems.Webhooks.Shapes;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Webhooks;

/// <summary>A destination of kind <c>webhook</c>.</summary>
public sealed record WebhookSettings : NoticeSettings
{
    internal const string OfKind = "webhook";

    private static readonly Setting<WebhookAddress> UrlSetting = Settings.Parsed(
        "url",
        "Where it is posted: env:NAME or file:PATH, since the addresses of chats are secrets. An address itself (https, or http on this machine) only with format json: it stands in the waybill.",
        WebhookAddress.Parse,
        required: true);

    private static readonly Setting<string> FormatSetting = Settings.Choice(
        "format", "What the receiver understands. Default: json, the message and the event.", [.. WebhookShape.All.Select(shape => shape.Name)]);

    public required WebhookAddress Url { get; init; }

    /// <summary>Name of what the receiver understands.</summary>
    public required string Format { get; init; }

    internal static SettingsSection Section { get; } = new(
        $"destination of kind {OfKind}",
        "Tells people in a chat, or a service, by a webhook. Never a cause of failure.",
        [NoticeEventsSetting, UrlSetting, FormatSetting, MessageSetting]);

    internal static WebhookSettings Read(SectionReader reader, string id)
    {
        var shape = WebhookShape.Named(reader.Get(FormatSetting));
        var url = reader.Get(UrlSetting) ?? new WebhookAddress.Open(new Uri("https://localhost/"));
        if (shape.HasSecretAddress && url is WebhookAddress.Open { Url.IsLoopback: false })
            reader.Problems.Add($"the address of a webhook of {shape.Name} is a secret", reader.LocationOf(UrlSetting), "put it into a variable or a file and write env:NAME or file:PATH; it has been seen here, so make a new one");
        return new()
        {
            Id = id,
            Kind = OfKind,
            At = reader.At,
            Events = ReadNoticeEvents(reader),
            Url = url,
            Format = shape.Name,
            Message = reader.Get(MessageSetting),
            MessageAt = reader.LocationOf(MessageSetting),
        };
    }

    internal ImmutableSortedDictionary<string, string> ToOptions()
    {
        var options = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("format", Format);
        return Message is null ? options : options.Add("message", Message);
    }
}
