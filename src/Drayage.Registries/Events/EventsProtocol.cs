using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Events;

/// <summary>Receivers of CloudEvents at <c>/events/NAME</c>: POST takes an event, GET lists what came. A receiver exists as soon as something is sent to it.</summary>
internal sealed partial class EventsProtocol(string directory, AccessControl access, TimeProvider clock) : IRegistryProtocol
{
    private const int Largest = 64 * 1024;
    private const string SignaturePrefix = "sha256=";

    private readonly EventStore store = new(directory);

    public string Name => "events";

    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/events/{receiver}", (RequestDelegate)(context => GuardAsync(context, () => TakeAsync(context))));
        routes.MapMethods("/events/{receiver}", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => GuardAsync(context, () => ListAsync(context))));
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (access.Identify(context.Request) != Caller.Trusted)
            throw new EventRefusal(StatusCodes.Status401Unauthorized, "events need the token");
        var receiver = Receiver(context);
        var body = await BodyAsync(context);
        var signed = IsSigned(context.Request, body);
        await store.AddAsync(receiver, EventReader.Read(context.Request, body, signed, clock.GetUtcNow()));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ListAsync(HttpContext context)
    {
        if (!access.MayRead(access.Identify(context.Request)))
            throw new EventRefusal(StatusCodes.Status401Unauthorized, "reading needs the token");
        var all = await store.ListAsync(Receiver(context), context.RequestAborted);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, all, EventsJson.Default.ImmutableArrayReceivedEvent);
    }

    /// <summary>A body need not be signed here; a signature that does not hold is refused.</summary>
    private bool IsSigned(HttpRequest request, byte[] body)
    {
        if (request.Headers["X-Hub-Signature-256"] is not [{ } signature])
            return false;
        var hex = signature.StartsWith(SignaturePrefix, StringComparison.Ordinal) ? signature[SignaturePrefix.Length..] : "";
        return access.Signs(body, hex) ? true : throw new EventRefusal(StatusCodes.Status401Unauthorized, "the signature does not hold");
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > Largest)
                throw new EventRefusal(StatusCodes.Status413PayloadTooLarge, $"an event has at most {Largest} bytes");
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static string Receiver(HttpContext context) =>
        (string)context.Request.RouteValues["receiver"]! is var name && NameGrammar().IsMatch(name) ? name : throw new EventRefusal(StatusCodes.Status404NotFound, "no such receiver");

    private static async Task GuardAsync(HttpContext context, Func<Task> endpoint)
    {
        try
        {
            await endpoint();
        }
        catch (EventRefusal refusal)
        {
            await Answer.JsonAsync(context, refusal.Status, new EventRefusal.Document(refusal.Message), EventsJson.Default.Document);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameGrammar();
}
