using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hooks.Shapes;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Hooks;

/// <summary>
/// Webhooks of chats and other services at <c>/hooks/SHAPE/NAME/TOKEN</c>: as with the real ones, the address is the credential. POST
/// takes what the service would take, GET of <c>/hooks/SHAPE/NAME</c> lists what came. A webhook exists as soon as something is posted.
/// </summary>
internal sealed partial class HooksProtocol(string directory, AccessControl access, TimeProvider clock) : IRegistryProtocol
{
    private const int Largest = 256 * 1024;

    private readonly MessageStore store = new(directory);

    public string Name => "hooks";

    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/hooks/{shape}/{hook}/{token}", (RequestDelegate)(context => GuardAsync(context, () => TakeAsync(context))));
        routes.MapMethods("/hooks/{shape}/{hook}", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => GuardAsync(context, () => ListAsync(context))));
    }

    private async Task TakeAsync(HttpContext context)
    {
        var shape = Shape(context);
        var hook = Hook(context);
        if (access.Judge((string)context.Request.RouteValues["token"]!) != Caller.Trusted)
            throw shape.UnknownHook();
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
            throw shape.Malformed("the content type is not application/json");
        var body = await BodyAsync(context, shape);
        shape.Validate(body);
        await store.AddAsync(shape.Name, hook, new ReceivedMessage { Body = body, At = clock.GetUtcNow() });
        context.Response.StatusCode = shape.Accepted;
        if (shape.Answer.Length > 0)
            await context.Response.WriteAsync(shape.Answer, context.RequestAborted);
    }

    private async Task ListAsync(HttpContext context)
    {
        if (!access.MayRead(access.Identify(context.Request)))
            throw new HookRefusal(StatusCodes.Status401Unauthorized, "text/plain", "reading needs the token");
        var all = await store.ListAsync(Shape(context).Name, Hook(context), context.RequestAborted);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, all, HooksJson.Default.ImmutableArrayReceivedMessage);
    }

    private static async Task<JsonElement> BodyAsync(HttpContext context, HookShape shape)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > Math.Min(Largest, shape.Largest))
                throw shape.TooLarge();
            body.Write(buffer, 0, read);
        }

        try
        {
            return JsonElement.Parse(body.ToArray());
        }
        catch (JsonException)
        {
            throw shape.Malformed("the body is no JSON");
        }
    }

    private static HookShape Shape(HttpContext context) =>
        HookShape.Find((string)context.Request.RouteValues["shape"]!) ?? throw new HookRefusal(StatusCodes.Status404NotFound, "text/plain", "no such service");

    private static string Hook(HttpContext context) =>
        (string)context.Request.RouteValues["hook"]! is var name && NameGrammar().IsMatch(name) ? name : throw new HookRefusal(StatusCodes.Status404NotFound, "text/plain", "no such webhook");

    private static async Task GuardAsync(HttpContext context, Func<Task> endpoint)
    {
        try
        {
            await endpoint();
        }
        catch (HookRefusal refusal)
        {
            context.Response.StatusCode = refusal.Status;
            context.Response.ContentType = refusal.MediaType;
            await context.Response.WriteAsync(refusal.Message, Encoding.UTF8, context.RequestAborted);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameGrammar();
}
