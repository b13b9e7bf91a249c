using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.CloudEvents;

/// <summary>A destination of kind <c>cloudevents</c>.</summary>
public sealed record CloudEventsSettings : AnnouncementSettings
{
    internal const string OfKind = "cloudevents";
    private const string Structured = "structured";
    private const string Binary = "binary";

    private static readonly Setting<Uri> UrlSetting = Settings.Parsed(
        "url", "Address that events are posted to: https, or http on this machine. It stands in the waybill, so it must hold no secret.", ParseUrl, required: true);

    private static readonly Setting<string> ModeSetting = Settings.Choice(
        "mode", "Content mode of CloudEvents' HTTP binding. Default: structured.", Structured, Binary);

    private static readonly Setting<SecretReference> TokenSetting = Settings.Parsed(
        "token", "Secret sent as Authorization: Bearer: env:NAME or file:PATH. Default: none.", SecretReference.Parse);

    private static readonly Setting<SecretReference> SigningSecretSetting = Settings.Parsed(
        "signing-secret", "Secret by which X-Hub-Signature-256 proves the body, as GitHub's webhooks do: env:NAME or file:PATH. Default: none.", SecretReference.Parse);

    private static readonly Setting<string> SourceSetting = Settings.Parsed(
        "source", "CloudEvents source, a URI reference. Default: the project's repository on GitHub, else /PROJECT.", ParseSource);

    public required Uri Url { get; init; }

    /// <summary>Whether attributes travel as headers instead of in the body.</summary>
    public required bool IsBinary { get; init; }

    public SecretReference? Token { get; init; }

    public SecretReference? SigningSecret { get; init; }

    /// <summary>Null for one made of the project.</summary>
    public string? Source { get; init; }

    internal static SettingsSection Section { get; } = new(
        $"destination of kind {OfKind}",
        "Posts events as CloudEvents 1.0.",
        [EventsSetting, UrlSetting, ModeSetting, TokenSetting, SigningSecretSetting, SourceSetting]);

    internal static CloudEventsSettings Read(SectionReader reader, string id) => new()
    {
        Id = id,
        Kind = OfKind,
        At = reader.At,
        Events = ReadEvents(reader),
        Url = reader.Get(UrlSetting) ?? new Uri("https://localhost/"),
        IsBinary = reader.Get(ModeSetting) == Binary,
        Token = reader.Get(TokenSetting),
        SigningSecret = reader.Get(SigningSecretSetting),
        Source = reader.Get(SourceSetting),
    };

    private static Uri ParseUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            throw new FormatException($"'{text}' is no address that events could be posted to (https://HOST/PATH)");
        if (url.UserInfo.Length > 0)
            throw new FormatException("the address holds a user or password; name them by 'token' instead");
        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback
            ? url
            : throw new FormatException($"'{text}' is not encrypted; write https, since http is for this machine only");
    }

    private static string ParseSource(string text) => text.Length > 0 && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _)
        ? text
        : throw new FormatException($"'{text}' is no URI reference");
}
