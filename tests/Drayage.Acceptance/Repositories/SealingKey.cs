using Drayage.Testing;

namespace Drayage.Acceptance.Repositories;

/// <summary>A key that seals releases, kept outside of every repository and made when it is first asked for.</summary>
internal sealed class SealingKey : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public string Path => directory["release.key"];

    public string PublicPath => Path + ".pub";

    /// <returns>The arguments that name the key.</returns>
    public async Task<string[]> ArgumentsAsync(BuiltDrayage drayage)
    {
        if (!File.Exists(Path))
            (await drayage.RunAsync("key", "generate", "--out", Path)).Ended(0);
        return ["--key", $"file:{Path}"];
    }

    public void Dispose() => directory.Dispose();
}
