using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Preflight;
using Drayage.Ecosystems.Cargo;
using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Ecosystems.CloudEvents;
using Drayage.Ecosystems.Containers;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Ecosystems.DetectOnly;
using Drayage.Ecosystems.DotNet;
using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Ecosystems.EventFiles;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.GitHub.Charts;
using Drayage.Ecosystems.GitHub.Dispatching;
using Drayage.Ecosystems.GitHub.Notices;
using Drayage.Ecosystems.Go;
using Drayage.Ecosystems.Gradle;
using Drayage.Ecosystems.Helm;
using Drayage.Ecosystems.Mail;
using Drayage.Ecosystems.Maven;
using Drayage.Ecosystems.Npm;
using Drayage.Ecosystems.Npm.Publishing;
using Drayage.Ecosystems.Python;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Ecosystems.Webhooks;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Init;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Journaling.Postgres;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Cli;

/// <summary>The one place where parts are put together. Adding an ecosystem or a destination kind is one line here.</summary>
internal sealed class Composition
{
    // Most commands use no network, and connections with their retries are the dearest part to put together.
    private readonly Lazy<HttpPipeline> http;

    public Composition(ProcessEnvironment environment, Terminal terminal)
    {
        Environment = environment;
        Hosts = new HostSigns(Clock);
        Terminal = terminal;
        Processes = new ProcessRunner(environment, Clock, Redactor);
        Secrets = new SecretResolver(environment, Redactor);
        RegistryLogins = new AuthFileCredentials(AuthFileCredentials.FilesOf(environment), Processes, environment.CurrentDirectory);
        http = new Lazy<HttpPipeline>(() => new HttpPipeline(
            new HttpPipelineOptions { UserAgent = $"drayage/{Version}", Proxy = EnvironmentProxy.From(environment), Observer = Note }, Clock, Redactor));
        Detection = new DetectionStage([.. AllEcosystems.Select(e => e.Detector).OfType<IDetector>()]);
        Configuration = new ConfigurationFile(AllEcosystems, AllDestinations);
        Draft = new ConfigurationDraft(AllEcosystems, AllDestinations);
        Ecosystems = AllEcosystems.ToImmutableDictionary(e => e.Name);
        Destinations = AllDestinations.ToImmutableDictionary(d => d.Kind);
    }

    private static ImmutableArray<IEcosystem> AllEcosystems { get; } =
    [
        new CargoEcosystem(),
        new PythonEcosystem(),
        new GoEcosystem(),
        new DotNetEcosystem(),
        new NpmEcosystem(),
        new HelmEcosystem(),
        new ContainerEcosystem(),
        new MavenEcosystem(),
        new GradleEcosystem(),
        DetectOnlyEcosystem.Composer,
        DetectOnlyEcosystem.Bazel,
    ];

    private static ImmutableArray<IDestinationKind> AllDestinations { get; } =
    [
        new GitHubDestination(),
        new ChartIndexDestination(),
        new OciDestination(),
        new PythonIndexDestination(),
        new NpmRegistryDestination(),
        new CratesDestination(),
        new NuGetDestination(),
        new DispatchDestination(),
        new CloudEventsDestination(),
        new EventFileDestination(),
        new WebhookDestination(),
        new GitHubNoticeDestination(),
        new MailDestination(),
    ];

    public static string Version { get; } =
        typeof(Composition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>This program and what its compression depends on, for recipes.</summary>
    public static string Writer { get; } = $"drayage {Version} on {RuntimeInformation.FrameworkDescription}";

    public ProcessEnvironment Environment { get; }

    /// <summary>The user's file that remembers what version each toolchain is; null where the environment names no place for it.</summary>
    public string? ToolVersions => Environment.CacheHome is { } cache ? Path.Combine(cache, "drayage", "tools.json") : null;

    public Terminal Terminal { get; }

    public TimeProvider Clock { get; } = TimeProvider.System;

    public Redactor Redactor { get; } = new();

    public IProcessRunner Processes { get; }

    public SecretResolver Secrets { get; }

    public ICredentialSource RegistryLogins { get; }

    public HttpPipeline Http => http.Value;

    /// <summary>What was sent over <see cref="Http"/>.</summary>
    public RequestCount Requests { get; } = new();

    /// <summary>What the answers showed of the hosts that gave them.</summary>
    public HostSigns Hosts { get; }

    public ImmutableDictionary<string, IEcosystem> Ecosystems { get; }

    public ImmutableDictionary<string, IDestinationKind> Destinations { get; }

    public DetectionStage Detection { get; }

    public ConfigurationFile Configuration { get; }

    public ConfigurationDraft Draft { get; }

    public DeliveryPatience Patience { get; } = new();

    /// <param name="directory">Absolute path of the project.</param>
    public ClientSurroundings Client(string directory) => new() { Environment = Environment, Processes = Processes, Directory = directory };

    /// <param name="gate">What every request has to pass; null for none.</param>
    public PublisherContext PublisherContext(RehearsalSite? rehearsal, ISendGate? gate = null) => new()
    {
        Http = gate is null ? Http : Http.Behind(gate),
        Gate = gate,
        Secrets = Secrets,
        RegistryLogins = RegistryLogins,
        Client = Client(Environment.CurrentDirectory),
        Rehearsal = rehearsal,
        Clock = Clock,
    };

    /// <summary>Who is at work, as journals and leases name it.</summary>
    public string Runner { get; } = $"{System.Environment.MachineName}/{System.Environment.ProcessId}";

    /// <summary>Where journals are kept: in a database, or without one in a file of the work directory.</summary>
    public IJournalStore Journals(WorkLayout layout, SecretReference? database) => database is null
        ? new JournalFileStore(layout.Journal, Runner, Clock)
        : new PostgresJournalStore(Secrets.Source(database), Runner, JournalChoice.LeaseTimes(Environment), Clock, Redactor);

    /// <summary>With DRAYAGE_KILL_AT set, the journal of a run that ends at a chosen record, to try out what a crash leaves.</summary>
    public IJournal WithKillPoints(IJournal journal) =>
        Environment.Find(KillPointJournal.Variable) is { } point ? KillPointJournal.Parse(journal, point) : journal;

    private void Note(HttpEvent happened)
    {
        Requests.Note(happened);
        Hosts.Note(happened);
    }
}
