using System.Diagnostics;
using Drayage.Listening.Queue;
using Drayage.Listening.Telemetry;
using Drayage.Platform.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Listening.Intake;

/// <summary>Where messages come in: <c>POST /webhooks/github</c> and <c>POST /events</c>. What is not configured is not there.</summary>
internal sealed class IntakeEndpoints(ListenerOptions options, ReleaseQueue queue, Metrics metrics, ListenerLog log)
{
    // A published release with a thousand assets has about 2 MB.
    private const int LargestWebhook = 4 * 1024 * 1024;
    private const int LargestEvent = 128 * 1024;

    private readonly WebhookReader webhooks = new(queue, options.Repository);
    private readonly CloudEventReader events = new(queue);

    public void Map(IEndpointRouteBuilder routes)
    {
        if (options.WebhookSecret is { } secret)
        {
            Task Webhook(HttpContext context) => AnswerAsync(context, "webhook", () => TakeWebhookAsync(context.Request, secret));
            routes.MapPost("/webhooks/github", Webhook);
        }

        if (options.EventToken is not null || options.EventSecret is not null)
            routes.MapPost("/events", Event);
    }

    private Task Event(HttpContext context) => AnswerAsync(context, "cloudevent", () => TakeEventAsync(context.Request));

    private async Task<Receipt> TakeWebhookAsync(HttpRequest request, SecretSource secret)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (!request.HasJsonContentType())
            return Refused(StatusCodes.Status415UnsupportedMediaType, "set the webhook's content type to application/json");
        if (await BodyReader.ReadAsync(request, LargestWebhook, cancellationToken) is not { } body)
            return Refused(StatusCodes.Status413PayloadTooLarge, $"a webhook has at most {LargestWebhook} bytes");
        if (!Signature.Holds(request.Headers["X-Hub-Signature-256"], body, await secret(cancellationToken)))
            return Refused(StatusCodes.Status401Unauthorized, "the signature does not hold");
        return request.Headers["X-GitHub-Event"] is [{ Length: > 0 } type] && request.Headers["X-GitHub-Delivery"] is [{ Length: > 0 } delivery]
            ? webhooks.Take(type, delivery, body)
            : Refused(StatusCodes.Status400BadRequest, "X-GitHub-Event or X-GitHub-Delivery is missing");
    }

    private async Task<Receipt> TakeEventAsync(HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (!CloudEventReader.IsContent(request))
            return Refused(StatusCodes.Status415UnsupportedMediaType, "a CloudEvent is application/cloudevents+json, or application/json with ce- headers");
        if (options.EventToken is { } token && !Signature.IsBearer(request.Headers.Authorization, await token(cancellationToken)))
            return Refused(StatusCodes.Status401Unauthorized, "the token is wrong");
        if (await BodyReader.ReadAsync(request, LargestEvent, cancellationToken) is not { } body)
            return Refused(StatusCodes.Status413PayloadTooLarge, $"an event has at most {LargestEvent} bytes");
        return options.EventSecret is { } secret && !Signature.Holds(request.Headers["X-Hub-Signature-256"], body, await secret(cancellationToken))
            ? Refused(StatusCodes.Status401Unauthorized, "the signature does not hold")
            : events.Take(request, body);
    }

    private async Task AnswerAsync(HttpContext context, string source, Func<Task<Receipt>> take)
    {
        // What a request says of its trace is taken up, so that sender and delivery stand in one.
        _ = ActivityContext.TryParse(context.Request.Headers["traceparent"], context.Request.Headers["tracestate"], isRemote: true, out var parent);
        using var activity = Tracing.Source.StartActivity(source, ActivityKind.Server, parent);
        Receipt receipt;
        try
        {
            receipt = await take();
        }
        catch (IOException full) when (full is not BadHttpRequestException)
        {
            log($"{source}: not taken: {full.Message}");
            context.Response.Headers.RetryAfter = "60";
            receipt = Refused(StatusCodes.Status503ServiceUnavailable, "the queue cannot be written");
        }

        metrics.Message(source, receipt switch
        {
            Receipt.Accepted => "accepted",
            Receipt.Known => "known",
            Receipt.Refused => "refused",
            _ => "ignored",
        });
        await WriteAsync(context.Response, source, receipt);
    }

    private Task WriteAsync(HttpResponse response, string source, Receipt receipt)
    {
        switch (receipt)
        {
            case Receipt.Accepted(var release):
                log($"{source}: release {release.Tag}");
                return TextAsync(response, StatusCodes.Status202Accepted, "accepted");
            case Receipt.Known:
                return TextAsync(response, StatusCodes.Status200OK, "known");
            case Receipt.Pong:
                return TextAsync(response, StatusCodes.Status200OK, "pong");
            case Receipt.Refused(var status, var message):
                log($"{source}: refused with {status}: {message}");
                return TextAsync(response, status, message);
            default:
                response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
        }
    }

    private static Task TextAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text + "\n");
    }

    private static Receipt.Refused Refused(int status, string message) => new(status, message);
}
