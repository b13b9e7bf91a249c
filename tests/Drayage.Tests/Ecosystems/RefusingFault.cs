using System.Text;
using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems;

/// <summary>Answers every request that would change something with one refusal, from when it is begun until it is ended.</summary>
internal sealed class RefusingFault(int status, string body) : IFault
{
    private volatile bool active;
    private int count;

    /// <summary>Requests that were refused.</summary>
    public int Count => count;

    public void Begin() => active = true;

    public void End() => active = false;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!active || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        Interlocked.Increment(ref count);
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }
}
