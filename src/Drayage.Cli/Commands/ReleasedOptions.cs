using System.CommandLine;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Released;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Commands;

/// <summary>Options of commands that start from a release instead of sources.</summary>
internal sealed class ReleasedOptions
{
    private readonly Option<string?> from = new("--from-release") { Description = "The release: its tag on GitHub, or the path or address of its waybill." };
    private readonly Option<string?> repository = new("--repository") { Description = "owner/name of the repository that has the tag; of the configuration by default." };
    private readonly Option<string?> key = new("--key") { Description = "Public key of the project, in PEM; public-key of the configuration by default." };
    private readonly Option<string?> digest = new("--waybill-digest") { Description = "Digest that the waybill must have, as the event names it." };
    private readonly Option<string?> config = new("--config") { Description = "Configuration of which the destinations are used; drayage.yaml of the current directory by default, where there is one." };
    private readonly Option<string?> state = new("--dist") { Description = "Directory that keeps journals and downloads; .drayage of the current directory by default." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { from, repository, key, digest, config, state })
            command.Add(option);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(from) is not null;

    /// <exception cref="ReleaseException">The release or the key is not named, or the configuration is wrong.</exception>
    public async Task<ReleasedRequest> RequestAsync(Composition composition, ParseResult parsed, Selection selection, string? journal, CancellationToken cancellationToken)
    {
        var here = composition.Environment.CurrentDirectory;
        var text = parsed.GetValue(from) ?? throw new ReleaseException(
            ExitCode.Usage, "no release is named", null, "name its tag, or the path or address of its waybill: --from-release v1.2.0 --repository OWNER/NAME");
        var settings = await ReadConfigurationAsync(composition, Path.GetFullPath(parsed.GetValue(config) ?? ConfigurationFile.Name, here), parsed.GetValue(config) is not null, cancellationToken);
        return new ReleasedRequest
        {
            Location = ReleaseLocation.Parse(text, here, parsed.GetValue(repository) ?? settings?.Repository),
            Key = await VerificationKey.LoadAsync(KeyPath(parsed.GetValue(key), settings, here), cancellationToken),
            Digest = parsed.GetValue(digest) is { } pinned ? ParseDigest(pinned) : null,
            Selection = selection,
            State = Path.GetFullPath(parsed.GetValue(state) ?? ".drayage", here),
            Journal = JournalChoice.Of(composition, journal) ?? settings?.Journal,
            Destinations = settings?.Destinations ?? [],
        };
    }

    /// <summary>The same command again, for hints.</summary>
    public string Again(string command, ParseResult parsed)
    {
        var given = new[] { from, repository, key, digest, config, state }.Where(option => parsed.GetValue(option) is not null);
        return $"drayage {command} {string.Join(' ', given.Select(option => $"{option.Name} {parsed.GetValue(option)}"))}";
    }

    private static async Task<DeliverySettings?> ReadConfigurationAsync(
        Composition composition, string path, bool isNamed, CancellationToken cancellationToken)
    {
        if (!isNamed && !File.Exists(path))
            return null;
        try
        {
            return composition.Configuration.ReadDelivery(await File.ReadAllTextAsync(path, cancellationToken), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Usage, $"the configuration {path} cannot be read", error.Message, "name a drayage.yaml with --config", error);
        }
    }

    private static string KeyPath(string? named, DeliverySettings? settings, string here) =>
        named is not null ? Path.GetFullPath(named, here)
        : settings?.PublicKey ?? throw new ReleaseException(
            ExitCode.Usage, "no public key", "a release is worth what its signature is worth", "name the project's public key: --key FILE, or public-key in the configuration");

    private static Digest ParseDigest(string text) => Digest.TryParse(text, out var digest)
        ? digest
        : throw new ReleaseException(ExitCode.Usage, $"--waybill-digest: '{text}' is no digest", null, "write sha256: and 64 hexadecimal digits");
}
