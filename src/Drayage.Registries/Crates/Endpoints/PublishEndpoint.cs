using Drayage.Model.Versions;
using Drayage.Registries.Crates.Rules;
using Drayage.Registries.Crates.State;
using Drayage.Registries.Crates.Wire;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Crates.Endpoints;

/// <summary>Takes new crates and new versions, with the rules and the messages of crates.io.</summary>
internal sealed class PublishEndpoint(CrateStore store, BlobStore blobs, CratesAccess access, CratesLimits limits, TimeProvider clock)
{
    private readonly PublishRates rates = new(limits, clock);

    public async Task PutAsync(HttpContext context, string registry)
    {
        var frame = new PublishFrame(context.Request.Body, limits);
        var metadata = await frame.ReadMetadataAsync(context.RequestAborted);
        MetadataRules.Check(metadata);
        var user = access.RequirePublisher(context, registry);
        await using var file = blobs.Stage();
        await frame.ReadCrateAsync(file, context.RequestAborted);
        await CrateContent.CheckAsync(file.FilePath, metadata.Name, metadata.Vers, context.RequestAborted);
        // What arrived in whole is kept, whether or not the client is still there to hear of it.
        await AddAsync(registry, user, metadata, file, CancellationToken.None);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new PublishAnswer(), CratesJson.Wire.PublishAnswer);
    }

    private async Task AddAsync(string registry, string? user, PublishedMetadata metadata, StagedFile file, CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync(registry, metadata.Name, cancellationToken);
        var present = await store.FindAsync(registry, metadata.Name, cancellationToken);
        Check(present, user, metadata);
        rates.Take($"{registry} {user}", isNew: present is null);
        var crate = present ?? new CrateRecord { Name = metadata.Name, Owners = [user!] };
        var digest = await file.KeepAsync();
        var version = new VersionRecord
        {
            Line = IndexLine.Of(metadata, digest.Hex),
            Size = file.Length,
            Description = metadata.Description,
            PublishedAt = clock.GetUtcNow(),
        };
        await store.WriteAsync(registry, crate with { Versions = crate.Versions.Add(version) }, cancellationToken);
    }

    private static void Check(CrateRecord? present, string? user, PublishedMetadata metadata)
    {
        if (present is null)
        {
            if (user is null)
                throw CratesRefusal.Forbidden("Trusted Publishing tokens do not support creating new crates. Publish the crate manually, first");
            return;
        }

        if (user is not null && !present.Owners.Contains(user))
            throw CratesRefusal.Forbidden("this crate exists but you don't seem to be an owner. If you believe this is a mistake, perhaps you need to accept an invitation to be an owner before publishing.");
        if (present.Name != metadata.Name)
            throw CratesRefusal.BadRequest($"crate was previously named `{present.Name}`");
        var version = SemanticVersion.Parse(metadata.Vers);
        if (present.Versions.Any(other => SemanticVersion.ComparePrecedence(SemanticVersion.Parse(other.Line.Vers), version) == 0))
            throw CratesRefusal.BadRequest($"crate version `{metadata.Vers}` is already uploaded");
    }
}
