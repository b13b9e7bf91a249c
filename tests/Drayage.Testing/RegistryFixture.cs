using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Xunit;

namespace Drayage.Testing;

/// <summary>
/// Embedded registries on a temporary directory and a free loopback port. Use as a class fixture, or start one a test
/// with <see cref="StartAsync"/>.
/// </summary>
public sealed class RegistryFixture : IAsyncLifetime
{
    public const string Token = "fixture-token-5f3a";

    private readonly TemporaryDirectory directory = new();
    private readonly ServedLog log = new();
    private readonly Func<RegistryServerOptions, RegistryServerOptions> configure;
    private RegistryServer? server;

    public RegistryFixture()
        : this(options => options)
    {
    }

    private RegistryFixture(Func<RegistryServerOptions, RegistryServerOptions> configure) => this.configure = configure;

    public RegistryServer Server => server ?? throw new InvalidOperationException("the fixture is not started");

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri Address => Server.Address;

    /// <summary><c>127.0.0.1:PORT</c>, as image references begin.</summary>
    public string Authority => Address.Authority;

    public string DataDirectory => directory["data"];

    /// <summary>The Unix socket that the same content is served on.</summary>
    public string SocketPath => directory["socket"];

    /// <summary>Everything served so far, over restarts: at least all that a client has seen an answer to.</summary>
    public ConcurrentQueue<ServedRequest> Served => log.Settled();

    public static async Task<RegistryFixture> StartAsync(Func<RegistryServerOptions, RegistryServerOptions>? configure = null)
    {
        var fixture = new RegistryFixture(configure ?? (options => options));
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync() => server = await RegistryServer.StartAsync(
        configure(new RegistryServerOptions
        {
            DataDirectory = DataDirectory,
            UnixSocketPath = SocketPath,
            Tokens = new RegistryTokens { Write = Token },
            Answering = log.Answering,
            Served = log.Served,
        }),
        CancellationToken.None);

    /// <summary>Stops the server and starts one on the same directory. The port changes.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>A client for tests that speak the protocol themselves; redirects are not followed.</summary>
    public HttpClient NewClient(bool authenticated = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
        if (authenticated)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials("anyone", Token));
        return client;
    }

    public static string BasicCredentials(string user, string password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        directory.Dispose();
    }
}
