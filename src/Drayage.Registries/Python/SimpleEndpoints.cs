using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Drayage.Registries.Hosting;
using Drayage.Registries.Python.Attestations;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python;

/// <summary>The pages that installers read, in HTML and JSON.</summary>
internal sealed class SimpleEndpoints(IndexStore store, PythonOptions options, TimeProvider clock)
{
    public Task IndexAsync(HttpContext context, string index)
    {
        var page = new SimpleIndex([.. store.Projects(index).Select(name => new SimpleProject(name))]);
        return SendAsync(context, page, PythonJson.Wire.SimpleIndex, SimplePages.Index);
    }

    public async Task DetailAsync(HttpContext context, string index, string project)
    {
        if (!ProjectName.IsValid(project))
            throw PythonRefusal.NotFound(project);
        var normalized = ProjectName.Normalize(project);
        if (normalized != project || !context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = $"/python/{index}/simple/{normalized}/";
            return;
        }
        var now = clock.GetUtcNow();
        var files = (await store.FilesAsync(index, project, context.RequestAborted)).Where(file => file.UploadTime + options.IndexLag <= now).ToImmutableArray();
        if (files.IsEmpty)
            throw PythonRefusal.NotFound(project);
        await SendAsync(context, Describe(project, files, $"{Answer.BaseAddress(context.Request)}/python/{index}/"), PythonJson.Wire.SimpleDetail, SimplePages.Detail);
    }

    private static SimpleDetail Describe(string project, ImmutableArray<FileRecord> files, string own) => new(
        project,
        [.. files.OrderBy(file => file.UploadTime).Select(file => file.Version).Distinct(StringComparer.Ordinal)],
        [.. files.Select(file => Describe(project, file, own))]);

    private static SimpleFile Describe(string project, FileRecord file, string own) => new()
    {
        FileName = file.FileName,
        Url = $"../../files/{project}/{Uri.EscapeDataString(file.FileName)}",
        Hashes = Sha256(file.Sha256),
        Size = file.Size,
        RequiresPython = file.RequiresPython,
        CoreMetadata = file.MetadataSha256 is { } metadata ? Sha256(metadata) : null,
        Provenance = file.ProvenanceSha256 is null ? null : own + IntegrityEndpoints.PathOf(project, file),
        UploadTime = file.UploadTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
    };

    private static ImmutableSortedDictionary<string, string> Sha256(string hex) =>
        ImmutableSortedDictionary<string, string>.Empty.Add("sha256", hex);

    private static Task SendAsync<T>(HttpContext context, T page, JsonTypeInfo<T> type, Func<T, string> html)
    {
        var format = SimpleFormat.Negotiate(context.Request)
            ?? throw new PythonRefusal(StatusCodes.Status406NotAcceptable, "Not Acceptable: none of the formats of the simple repository API");
        context.Response.Headers.Vary = "Accept";
        return format == SimpleFormat.Json
            ? Answer.BytesAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(page, type), format)
            : Answer.BytesAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(html(page)), $"{format}; charset=utf-8");
    }
}
