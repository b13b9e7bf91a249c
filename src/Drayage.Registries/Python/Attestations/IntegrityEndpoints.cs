using Drayage.Model;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python.Attestations;

/// <summary>The Integrity API (docs.pypi.org/api/integrity): what a file's attestations and their publisher are.</summary>
internal sealed class IntegrityEndpoints(IndexStore store, BlobStore blobs)
{
    private const string ContentType = "application/vnd.pypi.integrity.v1+json";

    /// <summary>Path below an index.</summary>
    public static string PathOf(string project, FileRecord file) =>
        $"integrity/{project}/{Uri.EscapeDataString(file.Version)}/{Uri.EscapeDataString(file.FileName)}/provenance";

    public async Task GetAsync(HttpContext context, string index, string project, string version, string file)
    {
        var normalised = ProjectName.Normalize(project);
        if (await store.FindAsync(index, normalised, file, context.RequestAborted) is not { ProvenanceSha256: { } sha256 } record
            || PythonVersion.Canonical(record.Version) != PythonVersion.Canonical(version))
            throw PythonRefusal.NotFound($"No provenance available for {file}");
        var digest = Digest.Parse($"{Digest.Sha256}:{sha256}");
        await Answer.FileAsync(context, blobs.PathOf(digest), digest, ContentType);
    }
}
