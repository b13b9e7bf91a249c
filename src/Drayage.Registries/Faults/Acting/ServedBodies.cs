using Drayage.Registries.Faults.Scripts;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults.Acting;

/// <summary>Faults of the bytes on their way.</summary>
internal static class ServedBodies
{
    public static Task TruncateAsync(FaultCall call, FaultAction.Truncate fault) =>
        ThroughAsync(call, (body, response) => new TruncatedStream(body, Math.Min(fault.After, LastOf(response)), () => call.Struck(response.StatusCode)));

    public static Task FlipAsync(FaultCall call, FaultAction.WrongBytes fault) =>
        ThroughAsync(call, (body, response) => new FlippedStream(body, Math.Min(fault.At, LastOf(response)), () => call.Struck(response.StatusCode)));

    public static async Task TrickleAsync(FaultCall call, FaultAction.Slow fault)
    {
        var (request, response) = (call.Context.Request, call.Context.Response);
        call.Struck(null);
        request.Body = new SlowStream(request.Body, fault.Rate, call.Clock, call.Context.RequestAborted);
        response.Body = new SlowStream(response.Body, fault.Rate, call.Clock, call.Context.RequestAborted);
        await call.ContinueAsync();
    }

    // The length stands in the headers by the time that the first byte is written.
    private static async Task ThroughAsync(FaultCall call, Func<Stream, HttpResponse, Stream> wrap)
    {
        var response = call.Context.Response;
        var body = response.Body;
        response.Body = new LateStream(() => response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent ? wrap(body, response) : body);
        await call.ContinueAsync();
    }

    private static long LastOf(HttpResponse response) => response.ContentLength is { } length ? Math.Max(0, length - 1) : long.MaxValue;
}
