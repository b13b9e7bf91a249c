using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Drayage.Testing;

/// <summary>An HTTP server on a free loopback port that passes requests on to another and gets in the way of some.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Connection", "Host", "Transfer-Encoding", "Content-Length", "Keep-Alive"];

    private readonly WebApplication application;
    private readonly HttpClient upstream = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly string target;
    private readonly Func<HttpRequest, Fault?> choose;
    private int requests;
    private long bytesReceived;

    private FaultProxy(string target, Func<HttpRequest, Fault?> choose)
    {
        this.target = target;
        this.choose = choose;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        application = builder.Build();
        application.Run(ServeAsync);
    }

    /// <summary><c>127.0.0.1:PORT</c></summary>
    public string Authority => new Uri(application.Urls.First()).Authority;

    /// <summary>Requests that came, those that met a fault included.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Bytes of request bodies that came through.</summary>
    public long BytesReceived => Interlocked.Read(ref bytesReceived);

    /// <param name="target">Authority of the server behind.</param>
    /// <param name="choose">What to do to a request; null lets it pass. Called once a request, from several threads.</param>
    public static async Task<FaultProxy> StartAsync(string target, Func<HttpRequest, Fault?> choose)
    {
        var proxy = new FaultProxy(target, choose);
        await proxy.application.StartAsync();
        return proxy;
    }

    /// <summary>A choice that meets the first so many requests of a kind.</summary>
    public static Func<HttpRequest, Fault?> First(int count, Func<HttpRequest, bool> which, Fault fault)
    {
        var left = count;
        return request => which(request) && Interlocked.Decrement(ref left) >= 0 ? fault : null;
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        upstream.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        var fault = choose(context.Request);
        if (fault is Fault.Answer answer)
        {
            await AnswerAsync(context.Response, answer);
            return;
        }
        try
        {
            using var request = Translate(context.Request, fault);
            using var response = await upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            await ReturnAsync(context, response, fault);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static async Task AnswerAsync(HttpResponse response, Fault.Answer answer)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        await response.WriteAsync(answer.Body);
    }

    private HttpRequestMessage Translate(HttpRequest incoming, Fault? fault)
    {
        var message = new HttpRequestMessage(new HttpMethod(incoming.Method), $"http://{target}{incoming.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget}");
        // Addresses in answers must lead back through here.
        message.Headers.Host = incoming.Host.Value;
        if (incoming.ContentLength is not null)
        {
            message.Content = new StreamContent(new FaultyBody(incoming.Body, fault, count => Interlocked.Add(ref bytesReceived, count)));
            message.Content.Headers.ContentLength = incoming.ContentLength;
        }
        foreach (var (name, values) in incoming.Headers.Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }
        return message;
    }

    private static async Task ReturnAsync(HttpContext context, HttpResponseMessage response, Fault? fault)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!string.Equals(name, "Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
                context.Response.Headers[name] = values.ToArray();
        }
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        if (fault is Fault.Truncate or Fault.Trickle or Fault.Spoil { Answers: true })
            await using (var faulty = new FaultyBody(body, fault, _ => { }))
                await faulty.CopyToAsync(context.Response.Body, 1024, context.RequestAborted);
        else
            await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
