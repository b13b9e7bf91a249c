using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Registries.Python.Access;
using Drayage.Registries.Python.Attestations;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Python;

/// <summary>Python package indexes at <c>/python/NAME/</c>: upload at <c>legacy/</c>, simple repository API at <c>simple/</c>, provenance at <c>integrity/</c>. An index exists as soon as something is uploaded to it.</summary>
internal sealed partial class PythonProtocol(string directory, BlobStore blobs, AccessControl access, PythonOptions options, TimeProvider clock) : IRegistryProtocol
{
    private readonly IndexStore store = new(directory);
    private readonly PythonAccounts accounts = new(access, options, clock);

    public string Name => "python";

    /// <inheritdoc/>
    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => store.MarkAsync(live, cancellationToken);

    public void Map(IEndpointRouteBuilder routes)
    {
        var upload = new UploadEndpoint(store, blobs, options, clock);
        var simple = new SimpleEndpoints(store, options, clock);
        var files = new FileEndpoints(store, blobs);
        var integrity = new IntegrityEndpoints(store, blobs);
        var trusted = new TrustedPublishing(options, new Identities(access.Signed, clock), accounts, clock);
        routes.MapGet("/_/oidc/audience", (RequestDelegate)trusted.AudienceAsync);
        routes.MapPost("/_/oidc/mint-token", (RequestDelegate)trusted.MintAsync);
        var group = routes.MapGroup("/python/{index}");
        group.MapPost("/legacy", context => GuardAsync(context, () => UploadAsync(context, upload)));
        Read(group, "/simple", context => WithSlashAsync(context, () => simple.IndexAsync(context, Index(context))));
        Read(group, "/simple/{project}", context => simple.DetailAsync(context, Index(context), Value(context, "project")));
        Read(group, "/files/{project}/{file}", context => files.GetAsync(context, Index(context), Value(context, "project"), Value(context, "file")));
        Read(group, "/integrity/{project}/{version}/{file}/provenance", context =>
            integrity.GetAsync(context, Index(context), Value(context, "project"), Value(context, "version"), Value(context, "file")));
    }

    private void Read(RouteGroupBuilder group, string pattern, RequestDelegate endpoint) =>
        group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => GuardAsync(context, () =>
        {
            if (!accounts.MayRead(context.Request))
                throw Challenge(context);
            return endpoint(context);
        })));

    private Task UploadAsync(HttpContext context, UploadEndpoint upload)
    {
        if (!context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"/python/{Index(context)}/legacy/";
            return Task.CompletedTask;
        }
        return upload.PostAsync(context, Index(context), accounts.RequireUploader(context.Request));
    }

    private static Task WithSlashAsync(HttpContext context, Func<Task> endpoint)
    {
        if (context.Request.Path.Value!.EndsWith('/'))
            return endpoint();
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"/python/{Index(context)}/simple/";
        return Task.CompletedTask;
    }

    private static PythonRefusal Challenge(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"python\"";
        return new PythonRefusal(StatusCodes.Status401Unauthorized, "Invalid or non-existent authentication information.");
    }

    private static string Index(HttpContext context) =>
        Value(context, "index") is var index && IndexGrammar().IsMatch(index) ? index : throw PythonRefusal.NotFound(index);

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static async Task GuardAsync(HttpContext context, Func<Task> endpoint)
    {
        try
        {
            await endpoint();
        }
        catch (PythonRefusal refusal)
        {
            await refusal.AnswerAsync(context);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IndexGrammar();
}
