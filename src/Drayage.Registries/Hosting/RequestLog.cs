using Drayage.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Drayage.Registries.Hosting;

/// <summary>Outermost middleware: reports each answered request and turns the registry's own failures into status 500, those of a full disk into 507.</summary>
internal sealed class RequestLog(Action? answering, Action<ServedRequest>? served, TimeProvider clock)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (served is null)
        {
            await RunAsync(context, next);
            return;
        }
        var started = clock.GetTimestamp();
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var received = new CountingStream(context.Request.Body);
        context.Request.Body = received;
        var sent = new CountingStream(context.Response.Body);
        context.Response.Body = sent;
        var isAnswering = false;
        context.Response.OnStarting(() =>
        {
            isAnswering = true;
            answering?.Invoke();
            return Task.CompletedTask;
        });
        var (clientGone, failure) = await RunAsync(context, next);
        if (!isAnswering)
            answering?.Invoke();
        served.Invoke(new ServedRequest
        {
            Method = context.Request.Method,
            Path = target,
            Status = clientGone ? ClientClosedRequest : context.Response.StatusCode,
            BytesReceived = received.Count,
            BytesSent = sent.Count,
            Duration = clock.GetElapsedTime(started),
            Failure = failure,
        });
    }

    private static async Task<(bool ClientGone, Exception? Failure)> RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await context.Response.CompleteAsync();
            return (false, null);
        }
        catch (Exception exception) when (IsClients(context, exception))
        {
            context.Abort();
            return (true, null);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = exception.StatusCode;
            return (false, null);
        }
        catch (Exception exception)
        {
            if (context.Response.HasStarted)
                context.Abort();
            else
                context.Response.StatusCode = exception is IOException failed && DiskFull.Caused(failed)
                    ? StatusCodes.Status507InsufficientStorage
                    : StatusCodes.Status500InternalServerError;
            return (false, exception);
        }
    }

    private static bool IsClients(HttpContext context, Exception exception) =>
        context.RequestAborted.IsCancellationRequested
        || exception is Microsoft.AspNetCore.Connections.ConnectionResetException;
}
