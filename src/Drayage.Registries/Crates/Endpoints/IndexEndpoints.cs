using System.Text.Json;
using Drayage.Model;
using Drayage.Registries.Crates.Rules;
using Drayage.Registries.Crates.State;
using Drayage.Registries.Crates.Wire;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.Crates.Endpoints;

/// <summary>The sparse index: its configuration, and one file a crate.</summary>
internal sealed class IndexEndpoints(CrateStore store, CratesAccess access, CratesLimits limits, TimeProvider clock)
{
    public Task ConfigurationAsync(HttpContext context, string registry)
    {
        var root = $"{Answer.BaseAddress(context.Request)}/crates/{registry}";
        var configuration = new RegistryConfiguration { Dl = $"{root}/dl/{{crate}}/{{version}}/download", Api = root, AuthRequired = access.ReadsNeedToken };
        return Answer.JsonAsync(context, StatusCodes.Status200OK, configuration, CratesJson.Wire.RegistryConfiguration);
    }

    /// <summary>Honours If-None-Match, by which cargo asks again.</summary>
    public async Task CrateAsync(HttpContext context, string registry, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        // The name must be spelt as it was published: an index knows nothing of hyphens that could be underscores.
        if (IndexPath.Of(name) != path
            || await store.FindAsync(registry, name, context.RequestAborted) is not { } crate
            || !string.Equals(crate.Name, name, StringComparison.OrdinalIgnoreCase)
            || Lines(crate) is not { Length: > 0 } lines)
            throw CratesRefusal.NotFound();
        var tag = new EntityTagHeaderValue($"\"{Digest.OfSha256(lines)}\"");
        await TypedResults.Bytes(lines, "text/plain; charset=utf-8", entityTag: tag).ExecuteAsync(context);
    }

    private byte[] Lines(CrateRecord crate)
    {
        using var lines = new MemoryStream();
        foreach (var version in crate.Versions.Where(version => version.PublishedAt + limits.IndexLag <= clock.GetUtcNow()))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(version.Line, CratesJson.Wire.IndexLine));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }
}
