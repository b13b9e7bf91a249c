using System.Net.Sockets;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.References;
using Drayage.PythonIndex.Caching;
using Drayage.PythonIndex.Registries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Drayage.PythonIndex.Serving;

/// <summary>A Python package index over what OCI registries hold, served until it is stopped.</summary>
public sealed class IndexServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly TimeSpan grace;

    private IndexServer(WebApplication application, TimeSpan grace) => (this.application, this.grace) = (application, grace);

    /// <summary>What <c>pip --index-url</c> takes.</summary>
    public Uri Address =>
        new(new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "simple/");

    /// <param name="options">What is served where.</param>
    /// <param name="open">Reaches a repository with the credentials for its registry.</param>
    /// <param name="log">Told of what a user should know.</param>
    /// <param name="clock">For the age of looks and of what the cache holds.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ReleaseException">The address cannot be listened on, or the cache not be written.</exception>
    public static async Task<IndexServer> StartAsync(
        IndexOptions options, Func<ImageReference, RepositoryClient> open, IndexLog log, TimeProvider clock, CancellationToken cancellationToken)
    {
        var cache = new BlobCache(options.CacheDirectory, options.CacheLimit, clock);
        cache.RequireWritable();
        // The empty builder reads neither environment nor appsettings.json: the options say everything.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        var web = builder.Build();
        web.Use((context, next) => FailureAnswer.GuardAsync(context, next, log));
        web.UseRouting();
        new IndexEndpoints(new RegistryIndex(options, open, cache, log, clock), new FileAnswer(cache)).Map(web);
        try
        {
            await web.StartAsync(cancellationToken);
            return new IndexServer(web, options.Grace);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            await web.DisposeAsync();
            throw new ReleaseException(
                ExitCode.Refused,
                $"cannot listen on {options.Listen}",
                refused.InnerException is AddressInUseException ? "another program listens there" : refused.Message,
                "choose another --listen ADDRESS:PORT",
                refused);
        }
    }

    /// <summary>Takes no more requests, and lets those under way end within the grace.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atLast = new CancellationTokenSource(grace);
        await application.StopAsync(atLast.Token);
        await application.DisposeAsync();
    }
}
