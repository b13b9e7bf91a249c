using System.Collections.Immutable;
using System.Net;
using Drayage.Model;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Drayage.Registries.Hosting;

/// <summary>
/// The embedded registries on one loopback port: OCI at <c>/v2/</c>, Python indexes at <c>/python/NAME/</c>, npm registries at
/// <c>/npm/NAME/</c>, crate registries at <c>/crates/NAME/</c>, NuGet feeds at <c>/nuget/NAME/v3/index.json</c>, GitHub at
/// <c>/api/v3/</c>. Disposing stops serving; the content stays in the data directory.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    // Longer than a push takes from its first blob to its manifest.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly WebApplication host;
    private readonly DataDirectoryLock directory;
    private readonly Collection collection;

    private RegistryServer(WebApplication application, DataDirectoryLock directory, Collection collection, Uri address)
    {
        host = application;
        this.directory = directory;
        this.collection = collection;
        Address = address;
    }

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri Address { get; }

    /// <exception cref="ArgumentException">The token is empty.</exception>
    /// <exception cref="ReleaseException">The port is taken, or another server uses the data directory.</exception>
    public static async Task<RegistryServer> StartAsync(RegistryServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Tokens.Write);
        foreach (var grant in options.Tokens.Grants)
            ArgumentException.ThrowIfNullOrEmpty(grant.Secret);
        var held = DataDirectoryLock.Take(options.DataDirectory);
        try
        {
            if (options.UnixSocketPath is { } socket)
                RemoveOldSocket(socket);
            var blobs = new BlobStore(options.DataDirectory);
            var protocols = Protocols.Of(options, blobs);
            var application = Build(options, protocols);
            await StartAsync(application, options, cancellationToken);
            var collector = new Collection(protocols, blobs, options.Clock);
            if (options.CollectEvery is { } every)
                collector.Start(every, Grace, options.Collected);
            return new RegistryServer(application, held, collector, BoundAddress(application));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the blobs that no manifest, package or release needs, while serving goes on.</summary>
    /// <param name="grace">How long a blob is kept that was pushed, or asked for, and that no manifest refers to yet.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public Task<Collected> CollectAsync(TimeSpan grace, CancellationToken cancellationToken) => collection.RunAsync(grace, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await collection.DisposeAsync();
        // Open keep-alive connections of a client must not hold up the end: requests under way are cut.
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await host.StopAsync(atOnce.Token);
        await host.DisposeAsync();
        directory.Dispose();
    }

    private static async Task StartAsync(WebApplication application, RegistryServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await application.DisposeAsync();
            if (exception is IOException { InnerException: AddressInUseException })
                throw new ReleaseException(
                    ExitCode.Refused,
                    $"cannot serve the embedded registries on port {options.Port}",
                    $"another program listens on 127.0.0.1:{options.Port}",
                    "choose another port, or 0 for any free one",
                    exception);
            throw;
        }
    }

    // A socket has no length; a file that has one is somebody's, named by mistake.
    private static void RemoveOldSocket(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
            throw new ReleaseException(ExitCode.Refused, $"cannot listen on {path}", "there is a file that is no socket", "choose another path for the socket");
        File.Delete(path);
    }

    // The empty builder reads neither environment nor appsettings.json: the options say everything.
    private static WebApplication Build(RegistryServerOptions options, ImmutableArray<IRegistryProtocol> protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.DataDirectory });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        var application = builder.Build();
        var log = new RequestLog(options.Answering, options.Served, options.Clock);
        application.Use(next => context => log.InvokeAsync(context, next));
        foreach (var fault in options.Faults)
            application.Use(next => context => fault.InvokeAsync(context, next));
        application.UseRouting();
        foreach (var protocol in protocols)
            protocol.Map(application);
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, RegistryServerOptions options)
    {
        kestrel.AddServerHeader = false;
        // Packages have no upper size here, and a slow client on loopback is a busy machine, not an attacker.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, options.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        if (options.UnixSocketPath is { } socket)
            kestrel.ListenUnixSocket(socket, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static Uri BoundAddress(WebApplication application)
    {
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new Uri(addresses.First(address => address.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)));
    }
}
