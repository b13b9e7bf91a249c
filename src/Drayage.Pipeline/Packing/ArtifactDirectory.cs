using Drayage.Model;
using Drayage.Model.Artifacts;

namespace Drayage.Pipeline.Packing;

/// <summary>
/// The directory of delivered files. It is filled beside its final place and changes places only when complete, so that it
/// never shows half of a release.
/// </summary>
public sealed class ArtifactDirectory(string final)
{
    private readonly string partial = final + ".partial";

    public void Clear()
    {
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
    }

    public string PathOf(ArtifactName name) => Path.Combine(partial, name.Text);

    public async Task CopyAsync(ArtifactName name, string source, CancellationToken cancellationToken)
    {
        await using var from = File.OpenRead(source);
        await using var to = new FileStream(PathOf(name), FileMode.CreateNew);
        await from.CopyToAsync(to, cancellationToken);
    }

    /// <summary>Digest and size of a file that was written here.</summary>
    public async Task<(Digest Digest, long Size)> MeasureAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(PathOf(name));
        return (await Digest.OfSha256Async(file, cancellationToken), file.Length);
    }

    public void Complete()
    {
        if (Directory.Exists(final))
            Directory.Delete(final, recursive: true);
        Directory.Move(partial, final);
    }
}
