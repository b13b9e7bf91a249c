using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>The keys of a destination of kind <c>nuget</c>.</summary>
internal static class NuGetSection
{
    public const string Kind = "nuget";

    private static readonly Setting<string> Source = Settings.Parsed(
        "source", "Name of a source in NuGet's own configuration, or address of a service index (\"…/index.json\"). Default: the configuration's defaultPushSource, or its only feed.", ParseSource);

    private static readonly Setting<SecretReference> ApiKey = Settings.Parsed(
        "api-key", "API key: env:NAME or file:PATH. Never the key itself. Default: the key in NuGet's own configuration.", SecretReference.Parse);

    private static readonly Setting<string> TrustedPublisher = Settings.Text(
        "trusted-publisher", "The feed's user whose trusted publishing policy names this workflow. The CI job's identity is then exchanged for a key that lasts an hour.");

    private static readonly Setting<string> Username = Settings.Text(
        "username", "User of a feed that asks for a login besides the key. Default: the login in NuGet's own configuration.");

    private static readonly Setting<SecretReference> Password = Settings.Parsed(
        "password", "Password of that user: env:NAME or file:PATH.", SecretReference.Parse);

    private static readonly Setting<bool?> Symbols = Settings.Flag(
        "symbols", "Whether symbol packages (.snupkg) are pushed too. Default: true.");

    public static SettingsSection Section { get; } = new(
        $"destination of kind {Kind}", "A NuGet feed with the V3 API.", [Source, ApiKey, TrustedPublisher, Username, Password, Symbols]);

    public static NuGetSettings Read(SectionReader reader, string id)
    {
        if (reader.Has(ApiKey) && reader.Has(TrustedPublisher))
            reader.Problems.Add($"destination '{id}' has both 'api-key' and 'trusted-publisher'", reader.LocationOf(TrustedPublisher), "take one of them out");
        if (reader.Has(Username) != reader.Has(Password))
            reader.Problems.Add($"destination '{id}' has only one of 'username' and 'password'", reader.At, "write both, or neither");
        return new NuGetSettings
        {
            Id = id,
            Kind = Kind,
            At = reader.At,
            Source = reader.Get(Source),
            IsNamed = reader.Has(Source),
            ApiKey = reader.Get(ApiKey),
            TrustedPublisher = reader.Get(TrustedPublisher),
            Username = reader.Get(Username),
            Password = reader.Get(Password),
            Symbols = reader.Get(Symbols) ?? true,
        };
    }

    /// <summary>The key by the destination's id, where there is one; else whatever NuGet's own configuration has.</summary>
    public static NuGetSettings Of(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Source = consignment.Address,
        ApiKey = secrets.Find(consignment.Destination, "TOKEN"),
    };

    private static string ParseSource(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            if (uri.UserInfo.Length > 0)
                throw new FormatException("the address holds a user or a password; name them by username and password");
            if (!uri.AbsolutePath.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
                throw new FormatException($"'{text}' is no address of a service index: those end in .json, such as https://HOST/v3/index.json");
        }

        return text;
    }
}
