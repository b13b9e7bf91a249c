using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>The keys of a destination of kind <c>npm</c>.</summary>
internal static partial class NpmRegistrySection
{
    public const string Kind = "npm";
    private const string DefaultNpmrc = ".npmrc";

    private static readonly Setting<Uri> Registry = Settings.Parsed(
        "registry", "Address of the registry. Default: what npm's own configuration says, of a scoped package that of its scope (\"@scope:registry\").", ParseAddress);

    private static readonly Setting<string> Npmrc = Settings.Parsed(
        "npmrc", "Repository-relative path of the project's .npmrc. Default: \".npmrc\".", ParsePath);

    private static readonly Setting<SecretReference> Token = Settings.Parsed(
        "token", "Access token: env:NAME or file:PATH. Default: the login in npm's own configuration, else trusted publishing.", SecretReference.Parse);

    private static readonly Setting<bool?> TrustedPublishing = Settings.Flag(
        "trusted-publishing", "Whether to exchange the CI job's identity for a token even where a login is configured. Default: false.");

    private static readonly Setting<string> Access = Settings.Choice(
        "access", "Who may install a scoped package. Default: publishConfig.access of its package.json, else what the registry does.", "public", "restricted");

    private static readonly Setting<string> PreReleaseTag = Settings.Parsed(
        "pre-release-tag", "The dist-tag of all pre-releases, such as \"next\". Default: the name of their channel (\"rc\", \"beta\").", ParseTag);

    private static readonly Setting<string> Provenance = Settings.Text(
        "provenance", $"Template of the path, relative to the repository, of a Sigstore bundle that states where the package was built, of {string.Join(", ", ProvenancePath.Variables)}. Default: none is sent.");

    public static SettingsSection Section { get; } = new(
        $"destination of kind {Kind}", "An npm registry.", [Registry, Npmrc, Token, TrustedPublishing, Access, PreReleaseTag, Provenance]);

    public static NpmRegistrySettings Read(SectionReader reader, string id)
    {
        if (reader.Has(Token) && reader.Get(TrustedPublishing) is true)
            reader.Problems.Add($"destination '{id}' has both 'token' and 'trusted-publishing'", reader.LocationOf(TrustedPublishing), "take one of them out");
        return new NpmRegistrySettings
        {
            Id = id,
            Kind = Kind,
            At = reader.At,
            Registry = reader.Get(Registry),
            Npmrc = reader.Get(Npmrc) ?? DefaultNpmrc,
            Token = reader.Get(Token),
            TrustedPublishing = reader.Get(TrustedPublishing) ?? false,
            Access = reader.Get(Access),
            PreReleaseTag = reader.Get(PreReleaseTag),
            Provenance = reader.Get(Provenance),
            ProvenanceAt = reader.LocationOf(Provenance),
        };
    }

    /// <summary>The token by the destination's id, where there is one; else whatever npm's own configuration has.</summary>
    public static NpmRegistrySettings Of(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        ProvenanceAt = SourceLocation.Nowhere,
        Registry = NpmSite.RegistryOf(consignment),
        Npmrc = DefaultNpmrc,
        Token = secrets.Find(consignment.Destination, "TOKEN"),
    };

    private static Uri ParseAddress(string text)
    {
        var address = Configuration.NpmConfiguration.AddressOf(text) ?? throw new FormatException($"'{text}' is no address (https://host/path/)");
        return address.UserInfo.Length == 0
            ? address
            : throw new FormatException("the address holds a user or a password; name a token by 'token', or log in with npm");
    }

    private static string ParsePath(string text) => Path.IsPathRooted(text) || text.Split('/').Contains("..")
        ? throw new FormatException($"'{text}' is no path within the repository")
        : text;

    // npm takes what could be a range for one: such a tag could never be installed by name.
    private static string ParseTag(string text) => TagName().IsMatch(text) && text != ReleaseStanding.Latest && !RangeLike().IsMatch(text)
        ? text
        : throw new FormatException($"'{text}' is no dist-tag of pre-releases: letters and digits, not like a version range, and not 'latest'");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._~-]*\z")]
    private static partial Regex TagName();

    [GeneratedRegex(@"\A[vV]?[0-9xX*]+(\.|\z)", RegexOptions.ExplicitCapture)]
    private static partial Regex RangeLike();
}
