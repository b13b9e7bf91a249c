using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Registries.Hosting;
using Drayage.Registries.Npm.Access;
using Drayage.Registries.Npm.Packages;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Publishing;

/// <summary><c>/-/package/NAME/dist-tags</c>: reading, moving and taking away.</summary>
internal sealed class DistTagEndpoints(PackageStore store)
{
    public const string Latest = "latest";

    private const int LargestBody = 4096;

    public static Task GetAsync(HttpContext context, PackageRecord package) => Answer.JsonAsync(
        context,
        StatusCodes.Status200OK,
        new JsonObject(package.DistTags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        NpmJson.Wire.JsonObject);

    public async Task PutAsync(HttpContext context, string registry, NpmAddress.DistTag address, NpmUser user)
    {
        var version = await ReadAsync(context);
        PublishRules.CheckTag(address.Tag);
        await ChangeAsync(context, registry, address.Package, user, package => package.Versions.ContainsKey(version)
            ? package with { DistTags = package.DistTags.SetItem(address.Tag, version) }
            : throw NpmRefusal.NotFound($"version {version} of {address.Package}"));
    }

    public Task DeleteAsync(HttpContext context, string registry, NpmAddress.DistTag address, NpmUser user)
    {
        if (address.Tag == Latest)
            throw NpmRefusal.Forbidden("the dist-tag latest cannot be taken away");
        return ChangeAsync(context, registry, address.Package, user, package => package.DistTags.ContainsKey(address.Tag)
            ? package with { DistTags = package.DistTags.Remove(address.Tag) }
            : throw NpmRefusal.NotFound($"dist-tag {address.Tag} of {address.Package}"));
    }

    private async Task ChangeAsync(HttpContext context, string registry, string name, NpmUser user, Func<PackageRecord, PackageRecord> change)
    {
        using var held = await store.LockAsync(registry, name, context.RequestAborted);
        var package = await store.FindAsync(registry, name, context.RequestAborted) ?? throw NpmRefusal.NotFound(name);
        PublishRules.CheckWriter(user, package, name);
        if (user.OnlyPackage is not null)
            throw NpmRefusal.Forbidden("the token may publish, and nothing else");
        await store.SaveAsync(registry, package, change(package), CancellationToken.None);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["ok"] = true }, NpmJson.Wire.JsonObject);
    }

    // The body is one JSON text.
    private static async Task<string> ReadAsync(HttpContext context)
    {
        var buffer = new byte[LargestBody];
        var read = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, read));
            return document.RootElement.GetString() ?? throw NpmRefusal.BadRequest("the body names no version");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw NpmRefusal.BadRequest("the body is one JSON text, the version");
        }
    }
}
