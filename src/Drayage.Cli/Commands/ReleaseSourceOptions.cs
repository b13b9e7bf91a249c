using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Runs.Released;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Commands;

/// <summary>Options that say whose releases a machine without sources delivers: repository, key, destinations.</summary>
internal sealed class ReleaseSourceOptions
{
    private readonly Option<string?> repository = new("--repository") { Description = "owner/name of the repository that has the tag; of the configuration by default." };
    private readonly Option<string?> key = new("--key") { Description = "Public key of the project, in PEM; public-key of the configuration by default." };
    private readonly Option<string?> config = new("--config") { Description = "Configuration of which the destinations are used; drayage.yaml of the current directory by default, where there is one." };

    public ImmutableArray<Option<string?>> All => [repository, key, config];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <exception cref="ReleaseException">The key is not named, or the configuration is wrong.</exception>
    public async Task<ReleaseSource> ReadAsync(Composition composition, ParseResult parsed, CancellationToken cancellationToken)
    {
        var here = composition.Environment.CurrentDirectory;
        var settings = await ReadConfigurationAsync(composition, parsed.GetValue(config), cancellationToken);
        return new ReleaseSource
        {
            Repository = parsed.GetValue(repository) ?? settings?.Repository,
            Key = await VerificationKey.LoadAsync(KeyPath(parsed.GetValue(key), settings, here), cancellationToken),
            Journal = settings?.Journal,
            Destinations = settings?.Destinations ?? [],
        };
    }

    /// <param name="named">Path of a configuration; null for the one of the current directory, where there is one.</param>
    /// <exception cref="ReleaseException">It cannot be read, or is wrong.</exception>
    public static async Task<DeliverySettings?> ReadConfigurationAsync(Composition composition, string? named, CancellationToken cancellationToken)
    {
        var path = SharedOptions.Resolve(composition, named ?? ConfigurationFile.Name);
        if (named is null && !File.Exists(path))
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
}
