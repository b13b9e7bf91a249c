using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Acceptance.Delivery;

/// <summary>One protocol of the registries is down for as long as <see cref="IsDown"/> says so.</summary>
internal sealed class UnavailableFault(string pathPrefix) : IFault
{
    private volatile bool isDown = true;

    public bool IsDown
    {
        get => isDown;
        set => isDown = value;
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsDown || !context.Request.Path.StartsWithSegments(pathPrefix, StringComparison.Ordinal))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        // Retries need not wait here.
        context.Response.Headers.RetryAfter = "0";
        return Task.CompletedTask;
    }
}
