using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Cargo.Publishing.Configuration;

/// <summary>
/// What cargo itself is configured with, as far as registries go: the environment first, then <c>.cargo/config.toml</c> from the project
/// upwards, then the files of its home (doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure).
/// </summary>
internal sealed class CargoConfiguration(ClientSurroundings client)
{
    private static readonly string[] ConfigNames = ["config", "config.toml"];
    private static readonly string[] CredentialNames = ["credentials", "credentials.toml"];

    /// <summary>The files in which a login may stand, for messages.</summary>
    public string CredentialsPath => Home is { } home ? Path.Combine(home, "credentials.toml") : "credentials.toml";

    private string? Home => client.Environment.Find("CARGO_HOME") ?? (client.Environment.Home is { } home ? Path.Combine(home, ".cargo") : null);

    /// <summary>The address of a registry's index as it stands there; null where nobody says it.</summary>
    public async Task<string?> IndexOfAsync(string registry, CancellationToken cancellationToken)
    {
        if (client.Environment.Find(CargoRegistry.Variable(registry, "INDEX")) is { } given)
            return given;
        foreach (var directory in ConfigDirectories())
        {
            if (await ReadAsync(directory, ConfigNames, cancellationToken) is { } found && TextAt(found, "registries", registry, "index") is { } index)
                return index;
        }

        return null;
    }

    /// <summary>The login to a registry; null where there is none.</summary>
    /// <returns>The token and where it was found.</returns>
    public async Task<(string Token, string Place)?> TokenOfAsync(string registry, CancellationToken cancellationToken)
    {
        foreach (var name in TokenVariables(registry))
        {
            if (client.Environment.Find(name) is { } token)
                return (token.TrimEnd('\r', '\n'), name);
        }

        if (Home is not { } home || await ReadAsync(home, CredentialNames, cancellationToken) is not { } credentials)
            return null;
        var stored = (registry == CargoRegistry.CratesIo ? TextAt(credentials, "registry", "token") : null) ?? TextAt(credentials, "registries", registry, "token");
        return stored is null ? null : (stored, CredentialsPath);
    }

    /// <summary>The variables that cargo takes a token from, best first.</summary>
    public static IEnumerable<string> TokenVariables(string registry) => registry == CargoRegistry.CratesIo
        ? ["CARGO_REGISTRY_TOKEN", CargoRegistry.Variable(registry, "TOKEN")]
        : [CargoRegistry.Variable(registry, "TOKEN")];

    private IEnumerable<string> ConfigDirectories()
    {
        for (var directory = client.Directory; directory is not null; directory = Path.GetDirectoryName(directory))
            yield return Path.Combine(directory, ".cargo");
        if (Home is { } home)
            yield return home;
    }

    /// <summary>Of two spellings of a file cargo reads the one without an ending.</summary>
    private static async Task<TomlTable?> ReadAsync(string directory, string[] names, CancellationToken cancellationToken)
    {
        foreach (var path in names.Select(name => Path.Combine(directory, name)).Where(File.Exists))
            return TomlDocument.Parse(await ReadTextAsync(path, cancellationToken), path).Root;
        return null;
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Usage, $"cargo's configuration {path} cannot be read", error.Message, $"make {path} readable", error);
        }
    }

    private static string? TextAt(TomlTable root, params ReadOnlySpan<string> path) => (root.Find(path) as TomlString)?.Value;
}
