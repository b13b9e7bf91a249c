using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems;

/// <summary>Lets one request through to its end and breaks the connection instead of answering.</summary>
internal sealed class LostAnswer(Func<HttpRequest, bool> applies) : IFault
{
    private int count;

    public int Count => count;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!applies(context.Request) || Interlocked.CompareExchange(ref count, 1, 0) != 0)
        {
            await next(context);
            return;
        }

        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = answer;
        context.Abort();
    }
}
