using System.Collections.Immutable;
using Drayage.Testing;

namespace Drayage.Acceptance.Released;

/// <summary>A machine that has never seen the sources: an empty directory, the project's public key, and no program on its PATH.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly string key;

    /// <param name="publicKey">Path of the project's public key.</param>
    public Stranger(string publicKey)
    {
        key = directory["project.pub"];
        File.Copy(publicKey, key);
    }

    public string this[params string[] path] => directory[path];

    /// <summary>Runs it against registries by the address of which it knows nothing but the environment.</summary>
    /// <param name="registry">Where they are.</param>
    /// <param name="command">Command and release.</param>
    public Task<CommandOutcome> RunAsync(Uri registry, params string[] command) => At(registry).RunAsync([.. command, "--key", key]);

    public Task<CommandOutcome> RunAsync(RegistryFixture registry, params string[] command) => RunAsync(registry.Address, command);

    /// <summary>For runs with more in their environment.</summary>
    public BuiltDrayage At(Uri registry) => new BuiltDrayage(directory.Path)
        .Against(registry, RegistryFixture.Token)
        .With("PATH", directory["no", "programs"])
        .With("HOME", directory.Path)
        .With("DRAYAGE_KEY_PASSWORD", null);

    public string[] Key => ["--key", key];

    /// <summary>What the registries were asked to change so far.</summary>
    public static ImmutableArray<string> ChangesOf(RegistryFixture registry) =>
        [.. registry.Served.Where(request => request.Method is not ("GET" or "HEAD")).Select(request => $"{request.Method} {request.Path}")];

    public void Dispose() => directory.Dispose();
}
