using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Python.Access;
using Drayage.Registries.Python.Attestations;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python;

/// <summary>The upload API of the Python Package Index ("legacy"), with its rules and its messages.</summary>
internal sealed class UploadEndpoint(IndexStore store, BlobStore blobs, PythonOptions options, TimeProvider clock)
{
    public async Task PostAsync(HttpContext context, string index, PythonUser user)
    {
        await using var form = await UploadForm.ReadAsync(context.Request, blobs, context.RequestAborted);
        UploadRules.CheckFields(form);
        var file = form.Content ?? throw PythonRefusal.BadRequest("Upload payload does not have a file.");
        UploadRules.CheckDigests(form, file);
        DistributionFileName.Check(file.Name, form["filetype"], form["name"], form["version"]);
        var metadata = await DistributionContent.CheckAsync(file, form["filetype"], context.RequestAborted);
        // What arrived in whole is kept, whether or not the client is still there to hear of it.
        await AddAsync(index, user, form, file, metadata, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status200OK;
    }

    private async Task AddAsync(string index, PythonUser user, UploadForm form, UploadedFile file, byte[]? metadata, CancellationToken cancellationToken)
    {
        var project = ProjectName.Normalize(form["name"]);
        using var held = await store.LockAsync(index, project, cancellationToken);
        var present = await store.FilesAsync(index, project, cancellationToken);
        var owner = present.IsEmpty ? null : (await store.ProjectAsync(index, project, cancellationToken))?.Owner ?? PythonAccounts.Owner;
        UploadPermission.Require(user, form["name"], owner);
        if (present.FirstOrDefault(other => other.FileName == file.Name) is { } same)
        {
            // The very same file again changes nothing and is no error, so that uploads can be repeated.
            if (same.Sha256 == file.Sha256 && same.Blake2b256 == file.Blake2b256 && same.Md5 == file.Md5)
                return;
            throw PythonRefusal.BadRequest($"File already exists ('{same.FileName}', with blake2_256 hash '{same.Blake2b256}').");
        }
        UploadLimits.Check(options, form["name"], file, present);
        CheckOneSourcePerRelease(form, present);
        var provenance = UploadedAttestations.Read(form, file, user);
        using var metadataPin = await KeepAsync(metadata, cancellationToken);
        using var provenancePin = await KeepAsync(provenance, cancellationToken);
        var record = Describe(form, file, metadata, provenance);
        await file.KeepAsync();
        if (owner is null)
            await store.AddAsync(index, project, new ProjectRecord(user.Name), cancellationToken);
        await store.AddAsync(index, project, record, cancellationToken);
    }

    /// <returns>Holds it until a record names it.</returns>
    private async Task<IDisposable?> KeepAsync(byte[]? beside, CancellationToken cancellationToken)
    {
        if (beside is null)
            return null;
        var digest = Digest.OfSha256(beside);
        var pin = blobs.Pin(digest);
        await blobs.PutAsync(digest, beside, cancellationToken);
        return pin;
    }

    private static void CheckOneSourcePerRelease(UploadForm form, ImmutableArray<FileRecord> present)
    {
        var version = PythonVersion.Canonical(form["version"]);
        if (form["filetype"] == UploadForm.Sdist
            && present.Any(other => other.FileType == UploadForm.Sdist && PythonVersion.Canonical(other.Version) == version))
            throw PythonRefusal.BadRequest("Only one sdist may be uploaded per release.");
    }

    private FileRecord Describe(UploadForm form, UploadedFile file, byte[]? metadata, byte[]? provenance) => new()
    {
        FileName = file.Name,
        Project = form["name"],
        Version = form["version"],
        FileType = form["filetype"],
        Size = file.Size,
        Sha256 = file.Sha256,
        Md5 = file.Md5,
        Blake2b256 = file.Blake2b256,
        RequiresPython = form["requires_python"] is { Length: > 0 } requires ? requires : null,
        MetadataSha256 = metadata is null ? null : Digest.OfSha256(metadata).Hex,
        ProvenanceSha256 = provenance is null ? null : Digest.OfSha256(provenance).Hex,
        UploadTime = clock.GetUtcNow(),
    };
}
