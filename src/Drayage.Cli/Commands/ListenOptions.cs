using System.CommandLine;
using Drayage.Listening;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Cli.Commands;

/// <summary>Options of <c>drayage listen</c>.</summary>
internal sealed class ListenOptions
{
    private const string DefaultBind = "127.0.0.1:8787";
    private const string Traces = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string DefaultToken = "GITHUB_TOKEN";

    private readonly Option<string> state = new("--state") { Description = "Directory that keeps queue, journals and downloads; made when absent.", Required = true };
    private readonly Option<string> bind = new("--bind") { Description = "ADDRESS:PORT to listen on.", DefaultValueFactory = _ => DefaultBind };
    private readonly Option<string?> webhook = new("--webhook-secret") { Description = "Secret of GitHub's webhook: env:NAME or file:PATH. Without it none are taken." };
    private readonly Option<string?> token = new("--event-token") { Description = "Bearer token of CloudEvents: env:NAME or file:PATH." };
    private readonly Option<string?> signing = new("--event-secret") { Description = "Secret that signs CloudEvents: env:NAME or file:PATH. Without it and --event-token none are taken." };
    private readonly Option<int> poll = new("--poll") { Description = "Seconds between requests to the releases interface; 0 polls not at all.", DefaultValueFactory = _ => 300 };
    private readonly Option<bool> catchUp = new("--catch-up") { Description = "Deliver releases too that were out before the first start." };
    private readonly Option<string> api = new("--api") { Description = "Base address of GitHub's interface.", DefaultValueFactory = _ => "https://api.github.com/" };
    private readonly Option<int> concurrency = new("--concurrency") { Description = "How many releases are delivered at a time.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> grace = new("--grace") { Description = "Seconds that deliveries under way may take to end when the listener is stopped.", DefaultValueFactory = _ => 30 };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { state, bind, webhook, token, signing, poll, catchUp, api, concurrency, grace })
            command.Add(option);
    }

    public string State(Composition composition, ParseResult parsed) => SharedOptions.Resolve(composition, parsed.GetValue(state));

    /// <exception cref="ReleaseException">An option cannot be read, or a secret is not there.</exception>
    public async Task<ListenerOptions> ReadAsync(
        Composition composition, ParseResult parsed, string repository, RehearsalSite? rehearsal, CancellationToken cancellationToken) => new()
        {
            StateDirectory = State(composition, parsed),
            Bind = Service.ReadEndPoint(bind.Name, parsed.GetValue(bind)!, DefaultBind),
            Repository = repository,
            WebhookSecret = await SecretAsync(composition, parsed, webhook, cancellationToken),
            EventToken = await SecretAsync(composition, parsed, token, cancellationToken),
            EventSecret = await SecretAsync(composition, parsed, signing, cancellationToken),
            Polling = Service.AtLeast(parsed, poll, 0) is > 0 and var seconds ? ReadPolling(composition, parsed, rehearsal, TimeSpan.FromSeconds(seconds)) : null,
            Concurrency = Service.AtLeast(parsed, concurrency, 1),
            Grace = TimeSpan.FromSeconds(Service.AtLeast(parsed, grace, 0)),
            Traces = composition.Environment.Find(Traces) is { } endpoint ? ReadAddress(Traces, endpoint) : null,
        };

    private PollingOptions ReadPolling(Composition composition, ParseResult parsed, RehearsalSite? rehearsal, TimeSpan interval)
    {
        var reference = new SecretReference.Variable(DefaultToken);
        return new PollingOptions
        {
            Api = rehearsal is null ? ReadAddress(api.Name, parsed.GetValue(api)!) : new Uri(rehearsal.Address, "api/v3/"),
            Token = rehearsal is not null ? composition.Secrets.Source(rehearsal.Token)
                : composition.Secrets.IsPresent(reference) ? composition.Secrets.Source(reference)
                : null,
            Interval = interval,
            CatchesUp = parsed.GetValue(catchUp),
        };
    }

    /// <summary>A secret that is not there is told at the start, not with the first message. Files are read each time, so that secrets can be changed.</summary>
    private static async Task<SecretSource?> SecretAsync(Composition composition, ParseResult parsed, Option<string?> option, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        if (!SecretReference.TryParse(text, out var reference))
            throw new ReleaseException(ExitCode.Usage, $"{option.Name} names no secret", "arguments are seen by every user of the machine", $"write {option.Name} env:NAME or {option.Name} file:PATH");
        await composition.Secrets.ResolveAsync(reference, cancellationToken);
        return composition.Secrets.Source(reference);
    }

    private static Uri ReadAddress(string name, string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new ReleaseException(ExitCode.Usage, $"{name}: '{text}' is no address", null, "write https://HOST/PATH");
}
