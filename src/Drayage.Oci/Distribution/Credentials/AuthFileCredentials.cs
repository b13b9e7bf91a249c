using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Model;
using Drayage.Oci.References;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>
/// Reads what <c>docker login</c>, <c>podman login</c> and their like have stored: auth files (containers-auth.json(5),
/// Docker's config.json) and the credential helpers that these name. Files are read when a credential is asked for.
/// </summary>
public sealed class AuthFileCredentials : ICredentialSource
{
    private readonly ImmutableArray<string> files;
    private readonly CredentialHelper helpers;

    /// <param name="files">Full paths, most important first; those that do not exist are passed over.</param>
    /// <param name="processes">Runs the credential helpers.</param>
    /// <param name="workingDirectory">Where helpers run.</param>
    public AuthFileCredentials(ImmutableArray<string> files, IProcessRunner processes, string workingDirectory)
    {
        this.files = files;
        helpers = new CredentialHelper(processes, workingDirectory);
    }

    /// <summary>
    /// The files that the environment points to, as skopeo, podman and docker look for them: REGISTRY_AUTH_FILE alone
    /// when it is set, else the containers' files of the runtime and the configuration directory, else Docker's.
    /// </summary>
    public static ImmutableArray<string> FilesOf(ProcessEnvironment environment)
    {
        if (environment.Find("REGISTRY_AUTH_FILE") is { } explicitFile)
            return [Path.GetFullPath(explicitFile, environment.CurrentDirectory)];
        var candidates = ImmutableArray.CreateBuilder<string>();
        if (environment.Find("XDG_RUNTIME_DIR") is { } runtime)
            candidates.Add(Path.Combine(runtime, "containers", "auth.json"));
        if ((environment.Find("XDG_CONFIG_HOME") ?? Below(environment.Home, ".config")) is { } configuration)
            candidates.Add(Path.Combine(configuration, "containers", "auth.json"));
        if ((environment.Find("DOCKER_CONFIG") ?? Below(environment.Home, ".docker")) is { } docker)
            candidates.Add(Path.Combine(docker, "config.json"));
        return candidates.ToImmutable();
    }

    public async Task<RegistryCredential?> FindAsync(string registry, RepositoryName? repository, CancellationToken cancellationToken)
    {
        foreach (var path in files.Where(File.Exists))
        {
            var file = await ReadAsync(path, cancellationToken);
            if (await FindInAsync(path, file, registry, repository, cancellationToken) is { } credential)
                return credential;
        }
        return null;
    }

    private async Task<RegistryCredential?> FindInAsync(
        string path, AuthFile file, string registry, RepositoryName? repository, CancellationToken cancellationToken)
    {
        if (file.CredHelpers is { } byRegistry && byRegistry.FirstOrDefault(pair => AuthKey.Names(pair.Key, registry)) is { Value: { } helper } match)
            return await helpers.GetAsync(helper, match.Key, cancellationToken);
        if (file.Auths is { } auths)
        {
            foreach (var key in AuthKey.Candidates(registry, repository))
            {
                var entry = auths.FirstOrDefault(pair => AuthKey.Normalize(pair.Key) == key).Value;
                if (entry is not null && Credential(path, key, entry) is { } credential)
                    return credential;
            }
        }
        return file.CredsStore is { Length: > 0 } store
            ? await helpers.GetAsync(store, AuthKey.ForHelper(registry), cancellationToken)
            : null;
    }

    private static RegistryCredential? Credential(string path, string key, AuthEntry entry)
    {
        if (entry.RegistryToken is { Length: > 0 } bearer)
            return new RegistryCredential.BearerToken(new Secret(bearer));
        if (entry.IdentityToken is { Length: > 0 } identity)
            return new RegistryCredential.IdentityToken(new Secret(identity));
        if (entry.Auth is { Length: > 0 } auth)
            return Decode(path, key, auth);
        return entry is { Username: { Length: > 0 } user, Password: { } password }
            ? new RegistryCredential.Password(user, new Secret(password))
            : null;
    }

    private static RegistryCredential.Password Decode(string path, string key, string auth)
    {
        var bytes = new byte[auth.Length];
        var text = Convert.TryFromBase64String(auth, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"the credential for {key} cannot be read",
                $"{path}: auths, {key}: auth is not the base64 form of user:secret",
                "log in to the registry again");
        }
        return new RegistryCredential.Password(text[..colon], new Secret(text[(colon + 1)..].TrimEnd('\0')));
    }

    private static async Task<AuthFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(stream, AuthFileJson.Default.AuthFile, cancellationToken) ?? new AuthFile();
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            // The JSON error's own text may quote the file, which holds secrets: only its place is told.
            var place = failure is JsonException json ? $"{path}:{json.LineNumber + 1}: invalid JSON" : $"{path}: {failure.Message}";
            throw new ReleaseException(
                ExitCode.Usage, "the registry credentials cannot be read", place, "mend the file, or log in to the registry again");
        }
    }

    private static string? Below(string? home, string directory) => home is null ? null : Path.Combine(home, directory);
}
