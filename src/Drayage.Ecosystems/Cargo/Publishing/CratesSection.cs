using System.Text.RegularExpressions;
using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>The keys of a destination of kind <c>crates</c>.</summary>
internal static partial class CratesSection
{
    public const string Kind = "crates";

    private static readonly Setting<string> Registry = Settings.Parsed(
        "registry", $"Name of the registry, as \"publish\" of Cargo.toml and cargo's configuration know it. Default: {CargoRegistry.CratesIo}.", ParseName);

    private static readonly Setting<Uri> Index = Settings.Parsed(
        "index", $"Address of its sparse index (\"sparse+https://…/\"). Known for {CargoRegistry.CratesIo}; default for others: registries.NAME.index of cargo's configuration.", CargoRegistry.ParseIndex);

    private static readonly Setting<SecretReference> Token = Settings.Parsed(
        "token", "API token: env:NAME or file:PATH. Default: where cargo looks (CARGO_REGISTRY_TOKEN, for other registries CARGO_REGISTRIES_NAME_TOKEN, then credentials.toml), else trusted publishing.", SecretReference.Parse);

    private static readonly Setting<bool?> TrustedPublishing = Settings.Flag(
        "trusted-publishing", "Whether to exchange the CI job's identity for a token even where a login is configured. Default: false.");

    public static SettingsSection Section { get; } = new($"destination of kind {Kind}", "A crate registry: crates.io or another.", [Registry, Index, Token, TrustedPublishing]);

    public static CratesSettings Read(SectionReader reader, string id)
    {
        if (reader.Has(Token) && reader.Get(TrustedPublishing) is true)
            reader.Problems.Add($"destination '{id}' has both 'token' and 'trusted-publishing'", reader.LocationOf(TrustedPublishing), "take one of them out");
        return new CratesSettings
        {
            Id = id,
            Kind = Kind,
            At = reader.At,
            Registry = reader.Get(Registry) ?? CargoRegistry.CratesIo,
            Index = reader.Get(Index),
            Token = reader.Get(Token),
            TrustedPublishing = reader.Get(TrustedPublishing) ?? false,
        };
    }

    /// <summary>The token by the destination's id, where there is one; else whatever cargo's own configuration has.</summary>
    public static CratesSettings Of(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Registry = consignment.Options[CratesSite.RegistryOption],
        Index = CargoRegistry.ParseIndex(consignment.Address),
        Token = secrets.Find(consignment.Destination, "TOKEN"),
    };

    private static string ParseName(string text) => Name().IsMatch(text)
        ? text
        : throw new FormatException($"'{text}' is no name of a registry: letters, digits, '-' and '_'");

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Name();
}
