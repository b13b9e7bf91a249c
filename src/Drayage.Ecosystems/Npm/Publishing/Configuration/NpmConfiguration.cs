using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Npm.Publishing.Configuration;

/// <summary>What npm is told on this machine: by variables, by the project's <c>.npmrc</c>, by the user's, in this order of weight.</summary>
internal sealed class NpmConfiguration
{
    private const string RegistryKey = "registry";

    private readonly ImmutableArray<NpmrcFile> layers;

    private NpmConfiguration(ImmutableArray<NpmrcFile> layers) => this.layers = layers;

    /// <param name="project">Repository-relative path of the project's <c>.npmrc</c>.</param>
    public static async Task<NpmConfiguration> ReadAsync(ClientSurroundings client, string project, CancellationToken cancellationToken)
    {
        var environment = client.Environment;
        var variables = NpmrcFile.OfVariables(environment);
        var user = variables.Entries.GetValueOrDefault("userconfig") ?? (environment.Home is { } home ? Path.Combine(home, ".npmrc") : null);
        return new NpmConfiguration(
        [
            variables,
            await NpmrcFile.ReadAsync(Path.Combine(client.Directory, project), environment, cancellationToken),
            await NpmrcFile.ReadAsync(user is null ? null : Path.GetFullPath(user, client.Directory), environment, cancellationToken),
        ]);
    }

    /// <summary>Where packages without a registry of their own go; null where it is left to npm.</summary>
    public Uri? Registry => Find(RegistryKey) is { } text ? AddressOf(text) : null;

    /// <summary>Scope, with its <c>@</c> → its registry.</summary>
    public ImmutableDictionary<string, Uri> Scopes => layers.Reverse()
        .SelectMany(layer => layer.Entries)
        .Where(entry => entry.Key.StartsWith('@') && entry.Key.EndsWith(ScopeEnding, StringComparison.Ordinal))
        .GroupBy(entry => entry.Key[..^ScopeEnding.Length], StringComparer.Ordinal)
        .Select(scope => (scope.Key, Address: AddressOf(scope.Last().Value)))
        .Where(scope => scope.Address is not null)
        .ToImmutableDictionary(scope => scope.Key, scope => scope.Address!, StringComparer.Ordinal);

    private const string ScopeEnding = ":" + RegistryKey;

    /// <summary>The login for a registry: npm looks under its address without scheme, and then under each path above.</summary>
    public NpmLogin? LoginOf(Uri registry)
    {
        for (var path = registry.AbsolutePath.TrimEnd('/') + "/"; ; path = path[..(path.TrimEnd('/').LastIndexOf('/') + 1)])
        {
            if (LoginUnder($"//{registry.Authority}{path}:") is { } login)
                return login;
            if (path == "/")
                return null;
        }
    }

    /// <summary>An absolute http address with its slash at the end; null for anything else.</summary>
    public static Uri? AddressOf(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;

    private NpmLogin? LoginUnder(string place)
    {
        if (Find(place + "_authToken") is { } token)
            return new NpmLogin.Token(token);
        if (Find(place + "_auth") is { } pair && Decode(pair)?.Split(':', 2) is [var user, var password])
            return new NpmLogin.Password(user, password);
        return Find(place + "username") is { } name && Find(place + "_password") is { } encoded && Decode(encoded) is { } secret
            ? new NpmLogin.Password(name, secret)
            : null;
    }

    private string? Find(string key) =>
        layers.Select(layer => layer.Entries.GetValueOrDefault(key)).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static string? Decode(string text) => Base64.IsValid(text) ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;
}

/// <summary>How npm proves to a registry who it is.</summary>
internal abstract record NpmLogin
{
    private NpmLogin()
    {
    }

    public sealed record Token(string Value) : NpmLogin
    {
        /// <summary>Leaves the secret out.</summary>
        public override string ToString() => nameof(Token);
    }

    public sealed record Password(string User, string Value) : NpmLogin
    {
        /// <summary>Leaves the secret out.</summary>
        public override string ToString() => nameof(Password);
    }
}
