using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Platform.Storage;
using Drayage.Sealing.Checksums;

namespace Drayage.Pipeline.Packing;

/// <summary>Writes the checksum file of a release tag.</summary>
internal static class ChecksumPacker
{
    public static async Task<Artifact> PackAsync(
        PackStep.Checksums checksums, IReadOnlyDictionary<string, Artifact> made, ArtifactDirectory place, CancellationToken cancellationToken)
    {
        var bytes = ChecksumFile.Write(checksums.Of.Select(name => made[name]).Select(a => new ChecksumEntry(a.Name.Text, a.Digest)));
        await AtomicFile.WriteAsync(place.PathOf(checksums.Output), bytes, cancellationToken);
        return new Artifact { Name = checksums.Output, Kind = ArtifactKind.Checksums, Digest = Digest.OfSha256(bytes), Size = bytes.Length };
    }
}
