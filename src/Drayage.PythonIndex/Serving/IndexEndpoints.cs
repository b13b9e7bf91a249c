using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.PythonIndex.Pages;
using Drayage.PythonIndex.Registries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Drayage.PythonIndex.Serving;

/// <summary>The simple repository API over registries: pages, files, and their metadata beside them.</summary>
internal sealed class IndexEndpoints(RegistryIndex index, FileAnswer files)
{
    private const string MetadataType = "text/plain; charset=utf-8";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => Redirect(context, "/simple/")));
        routes.MapMethods("/simple/", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)RootAsync);
        routes.MapMethods("/simple/{project}/", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)ProjectAsync);
        routes.MapMethods("/files/{project}/{hex}/{name}", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)FileAsync);
    }

    private async Task RootAsync(HttpContext context)
    {
        if (!HasSlash(context))
            await Redirect(context, "/simple/");
        else if (await FormatAsync(context) is { } format)
            await PageAsync(context, format, Root(format, await index.NamesAsync(context.RequestAborted)));
    }

    private async Task ProjectAsync(HttpContext context)
    {
        var asked = (string)context.GetRouteValue("project")!;
        var name = PythonName.Normalise(asked);
        // Relative addresses in the page begin at the slash.
        if (asked != name || !HasSlash(context))
            await Redirect(context, $"/simple/{Uri.EscapeDataString(name)}/");
        else if (await FormatAsync(context) is { } format)
        {
            if (await index.FindAsync(name, context.RequestAborted) is { } found)
                await PageAsync(context, format, format.IsJson ? SimpleJson.Project(found.Project) : SimpleHtml.Project(found.Project));
            else
                await TextAsync(context, StatusCodes.Status404NotFound, $"there is no project {name} here\n");
        }
    }

    private async Task FileAsync(HttpContext context)
    {
        var (name, hex) = ((string)context.GetRouteValue("name")!, (string)context.GetRouteValue("hex")!);
        var isMetadata = name.EndsWith(PythonArtifact.MetadataEnding, StringComparison.Ordinal);
        var file = await index.FindAsync((string)context.GetRouteValue("project")!, context.RequestAborted) is { } found
            && found.Files.TryGetValue(isMetadata ? name[..^PythonArtifact.MetadataEnding.Length] : name, out var known)
            && known.Content.Digest.Hex == hex
            ? (found.Repository, Blob: isMetadata ? known.Metadata : known.Content)
            : default;
        if (file.Blob is { } blob)
            await files.SendAsync(context, file.Repository, blob, isMetadata ? MetadataType : MediaTypeOf(blob));
        else
            await TextAsync(context, StatusCodes.Status404NotFound, $"there is no file {name} with that digest here\n");
    }

    private static byte[] Root(SimpleFormat format, ImmutableSortedSet<string> names) => format.IsJson ? SimpleJson.Root(names) : SimpleHtml.Root(names);

    private static string MediaTypeOf(Descriptor blob) => blob.MediaType == PythonArtifact.Wheel ? "application/zip" : "application/gzip";

    private static async Task<SimpleFormat?> FormatAsync(HttpContext context)
    {
        if (SimpleFormat.Choose([.. context.Request.Headers.Accept.OfType<string>()]) is { } format)
            return format;
        await TextAsync(context, StatusCodes.Status406NotAcceptable, $"pages are given as {SimpleFormat.Json.MediaType}, {SimpleFormat.Html.MediaType} and {SimpleFormat.PlainHtml.MediaType}\n");
        return null;
    }

    private static async Task PageAsync(HttpContext context, SimpleFormat format, byte[] page)
    {
        var (response, tag) = (context.Response, new EntityTagHeaderValue($"\"{Digest.OfSha256(page).Hex}\""));
        response.Headers.ETag = tag.ToString();
        response.Headers.Vary = "Accept";
        response.Headers.CacheControl = "no-cache";
        if (Conditions.IsKnown(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = format.IsJson ? format.MediaType : $"{format.MediaType}; charset=utf-8";
        response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(page, context.RequestAborted);
    }

    public static Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.Headers.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static bool HasSlash(HttpContext context) => context.Request.Path.Value!.EndsWith('/');

    private static Task Redirect(HttpContext context, string path)
    {
        context.Response.Redirect(context.Request.PathBase + path, permanent: true);
        return Task.CompletedTask;
    }
}
