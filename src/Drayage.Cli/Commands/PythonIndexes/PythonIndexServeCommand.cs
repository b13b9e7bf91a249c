using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using Drayage.Cli.Commands.Images;
using Drayage.Cli.Images;
using Drayage.Model;
using Drayage.PythonIndex;
using Drayage.PythonIndex.Registries;
using Drayage.PythonIndex.Serving;

namespace Drayage.Cli.Commands.PythonIndexes;

/// <summary><c>drayage python-index serve</c></summary>
internal static class PythonIndexServeCommand
{
    private const string DefaultListen = "127.0.0.1:8080";

    public static Command Create(Composition composition)
    {
        var from = new Option<string[]>("--from") { Description = "oci://REGISTRY/NAMESPACE or oci://REGISTRY/NAMESPACE/NAME; may be repeated, and the first that has a project serves it.", Required = true };
        var listen = new Option<string>("--listen") { Description = "ADDRESS:PORT to listen on; port 0 takes a free one.", DefaultValueFactory = _ => DefaultListen };
        var cache = new Option<string?>("--cache") { Description = "Directory that keeps what was fetched; by default drayage/python-index in the user's cache." };
        var limit = new Option<int>("--cache-limit") { Description = "MiB that the cache may hold.", DefaultValueFactory = _ => 2048 };
        var refresh = new Option<int>("--refresh") { Description = "Seconds after which a registry is asked again for new versions.", DefaultValueFactory = _ => 60 };
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("serve", "Serve a package index for pip over wheels and source distributions in OCI registries, until interrupted.")
        {
            from, listen, cache, limit, refresh, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new IndexOptions
            {
                Sources = SourcesOf(parsed.GetValue(from)!),
                Listen = Service.ReadEndPoint(listen.Name, parsed.GetValue(listen)!, DefaultListen),
                CacheDirectory = CacheOf(composition, parsed.GetValue(cache)),
                CacheLimit = Service.AtLeast(parsed, limit, 1) * 1024L * 1024,
                Refresh = TimeSpan.FromSeconds(Service.AtLeast(parsed, refresh, 0)),
            };
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            await RunAsync(composition, options, access, cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(Composition composition, IndexOptions options, RegistryAccess access, CancellationToken cancellationToken)
    {
        var log = Service.Log(composition);
        await using var server = await IndexServer.StartAsync(options, access.Open, new IndexLog(log), composition.Clock, cancellationToken);
        if (!IPAddress.IsLoopback(options.Listen.Address))
            log($"whoever reaches {options.Listen} reads with this machine's credentials for {string.Join(", ", options.Sources)}");
        Service.Announce(composition, $"serving {server.Address}");
        await Service.RunAsync(ServeCommand.UntilInterruptedAsync, cancellationToken);
    }

    private static ImmutableArray<IndexSource> SourcesOf(string[] texts)
    {
        try
        {
            return [.. texts.Select(IndexSource.Parse)];
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, "--from names no place in a registry", malformed.Message, "write oci://REGISTRY/NAMESPACE, such as oci://ghcr.io/owner/python");
        }
    }

    private static string CacheOf(Composition composition, string? named)
    {
        if (named is not null)
            return SharedOptions.Resolve(composition, named);
        return composition.Environment.CacheHome is { } home
            ? Path.Combine(home, "drayage", "python-index")
            : throw new ReleaseException(ExitCode.Usage, "nothing says where to keep what is fetched", "neither HOME nor XDG_CACHE_HOME is set", "name a directory: --cache DIR");
    }
}
