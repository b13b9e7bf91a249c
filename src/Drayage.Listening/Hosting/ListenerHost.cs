using Drayage.Listening.Intake;
using Drayage.Listening.Queue;
using Drayage.Listening.Telemetry;
using Drayage.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Drayage.Listening.Hosting;

/// <summary>The listener's HTTP side: intake, health, readiness, metrics.</summary>
internal sealed class ListenerHost : IAsyncDisposable
{
    private const int MostConnections = 1000;

    private readonly WebApplication application;
    private volatile bool isReady = true;

    private ListenerHost(WebApplication application) => this.application = application;

    /// <summary><c>http://ADDRESS:PORT/</c></summary>
    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <exception cref="ReleaseException">The address cannot be listened on.</exception>
    public static async Task<ListenerHost> StartAsync(
        ListenerOptions options, ReleaseQueue queue, Metrics metrics, ListenerLog log, CancellationToken cancellationToken)
    {
        // The empty builder reads neither environment nor appsettings.json: the options say everything.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.StateDirectory });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, StillLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        var web = builder.Build();
        var host = new ListenerHost(web);
        web.UseRouting();
        new IntakeEndpoints(options, queue, metrics, log).Map(web);
        host.MapProbes(web, queue, metrics);
        try
        {
            await web.StartAsync(cancellationToken);
            return host;
        }
        catch (IOException refused)
        {
            await web.DisposeAsync();
            throw new ReleaseException(
                ExitCode.Refused,
                $"cannot listen on {options.Bind}",
                refused.InnerException is AddressInUseException ? "another program listens there" : refused.Message,
                "choose another --bind ADDRESS:PORT",
                refused);
        }
    }

    /// <summary>Tells load balancers to send nothing more.</summary>
    public void Drain() => isReady = false;

    public async ValueTask DisposeAsync()
    {
        // Open keep-alive connections of a client must not hold up the end.
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await application.StopAsync(atOnce.Token);
        await application.DisposeAsync();
    }

    private void MapProbes(IEndpointRouteBuilder routes, ReleaseQueue queue, Metrics metrics)
    {
        routes.MapGet("/healthz", (RequestDelegate)(context => TextAsync(context, StatusCodes.Status200OK, "ok\n")));
        routes.MapGet("/readyz", (RequestDelegate)(context => isReady
            ? TextAsync(context, StatusCodes.Status200OK, "ready\n")
            : TextAsync(context, StatusCodes.Status503ServiceUnavailable, "stopping\n")));
        routes.MapGet("/metrics", (RequestDelegate)(context =>
            TextAsync(context, StatusCodes.Status200OK, metrics.Write(queue.State.Open.Count()), "text/plain; version=0.0.4; charset=utf-8")));
    }

    private static void Listen(KestrelServerOptions kestrel, ListenerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        // Intake has limits of its own, with answers of its own.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(options.Bind, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static Task TextAsync(HttpContext context, int status, string text, string type = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    }
}
