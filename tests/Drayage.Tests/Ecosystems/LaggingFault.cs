using System.Text.RegularExpressions;
using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems;

/// <summary>For a minute after the first change of a kind, what is read of it is not to be seen (404).</summary>
/// <param name="changes">Pattern of the paths that begin it.</param>
/// <param name="reads">Pattern of the paths that are hidden.</param>
internal sealed class LaggingFault(TimeProvider clock, string changes, string reads) : IFault
{
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private long since = -1;
    private int hidden;

    /// <summary>How often somebody looked in vain.</summary>
    public int Hidden => hidden;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value!;
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            var begun = Interlocked.Read(ref since);
            if (begun >= 0 && clock.GetElapsedTime(begun) < Lag && Regex.IsMatch(path, reads))
            {
                Interlocked.Increment(ref hidden);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await next(context);
            return;
        }

        await next(context);
        if (Regex.IsMatch(path, changes))
            Interlocked.CompareExchange(ref since, clock.GetTimestamp(), -1);
    }
}
