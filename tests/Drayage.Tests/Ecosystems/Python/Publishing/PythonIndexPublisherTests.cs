using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Python;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

public sealed class PythonIndexPublisherTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly TemporaryDirectory work = new();
    private readonly RehearsalDelivery delivery = new(registry);
    private readonly PythonIndexDestination kind = new();

    [Fact]
    public async Task Delivers_a_wheel_and_a_source_distribution_that_pip_installs()
    {
        Prepare("sample-deliver", delivery.Rehearsing());

        var report = await delivery.Scene.DeliverAsync();

        report.AssertComplete();
        Assert.Equal(["POST /python/main/legacy/", "POST /python/main/legacy/"], delivery.Changes());
        (await Peer.Require("/usr/bin/python3").With("PIP_INDEX_URL", $"{registry.Address}python/main/simple/").With("HOME", work.Path)
            .RunAsync("-m", "pip", "install", "--no-deps", "--target", work["site"], "sample-deliver==1.0.0")).Succeeded();
        Assert.True(File.Exists(work["site", "sample_deliver.py"]));
    }

    [Fact]
    public async Task A_second_delivery_asks_nothing_and_one_without_the_journal_sends_nothing()
    {
        Prepare("sample-replay", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Requests());

        File.Delete(delivery.Scene.JournalPath);
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task Other_bytes_under_the_name_are_a_conflict()
    {
        Prepare("sample-other", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        File.Delete(delivery.Scene.JournalPath);
        delivery.Requests();
        using var again = new RehearsalDelivery(registry);
        Prepare(again, "sample-other", again.Rehearsing(), body: "answer = 43\n");

        var report = await again.Scene.DeliverAsync();

        Assert.Equal(DeliveryFailure.Conflict, report.Failure().Failure);
        Assert.Empty(again.Changes());
    }

    /// <summary>The index took the other bytes after it was probed: its own refusal decides.</summary>
    [Fact]
    public async Task The_index_own_refusal_is_a_conflict_only_for_other_bytes()
    {
        var consignment = Prepare("sample-race", delivery.Rehearsing());
        var publisher = delivery.Scene.Publishers["main"];
        var put = consignment.Effects.OfType<Effect.Put>().First();
        await publisher.SendAsync(consignment, put, delivery.Scene.Content, CancellationToken.None);

        await publisher.SendAsync(consignment, put, delivery.Scene.Content, CancellationToken.None);
        delivery.Scene.Content[put.Name] = await File.ReadAllBytesAsync(SampleDistribution.Wheel(work, "sample-race", "1.0.0", "answer = 44\n"));
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => publisher.SendAsync(consignment, put, delivery.Scene.Content, CancellationToken.None));

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains("File already exists", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_explained_and_never_shown()
    {
        Prepare("sample-token", delivery.Rehearsing(token: "pypi-wrong-token"));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("403", refused.Because, StringComparison.Ordinal);
        Assert.Contains("__token__", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("pypi-wrong-token", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_set_is_the_failure_of_this_destination()
    {
        Prepare("sample-unset", delivery.Context(RehearsalDelivery.Environment()));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("UPLOAD_TOKEN is not set", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_addresses_and_a_secret_of_the_environment_work_the_same()
    {
        Prepare("sample-real", delivery.Context(RehearsalDelivery.Environment(("UPLOAD_TOKEN", RegistryFixture.Token))));

        var report = await delivery.Scene.DeliverAsync();

        report.AssertComplete();
    }

    [Fact]
    public async Task A_stranger_without_credential_reads_back_what_was_published()
    {
        var consignment = Prepare("sample-stranger", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        var stranger = kind.CreateReader(delivery.Context(RehearsalDelivery.Environment()));

        foreach (var effect in consignment.Effects)
            Assert.IsType<Probe.Same>(await stranger.ReadBackAsync(consignment, effect, delivery.Scene.Content, CancellationToken.None));
    }

    [Fact]
    public async Task A_lost_answer_leads_to_no_second_upload()
    {
        var fault = new LostAnswer(request => HttpMethods.IsPost(request.Method));
        await using var faulty = await RegistryFixture.StartAsync(options => options with { Faults = [fault] });
        using var broken = new RehearsalDelivery(faulty);
        Prepare(broken, "sample-lost", broken.Rehearsing());

        var report = await broken.Scene.DeliverAsync();

        report.AssertComplete();
        Assert.Equal(2, broken.Changes().Length);
        Assert.Equal(1, fault.Count);
    }

    [Fact]
    public async Task An_address_that_is_no_upload_interface_is_told()
    {
        var (settings, _) = DeliveryContexts.Read(
            kind, "main", ("upload", $"{registry.Address}python/main/simple/"), ("index", $"{registry.Address}python/main/simple/"), ("token", "env:UPLOAD_TOKEN"));
        Prepare(delivery, "sample-wrong", delivery.Context(RehearsalDelivery.Environment(("UPLOAD_TOKEN", RegistryFixture.Token))), settings: (PythonIndexSettings)settings);

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("405", refused.Because, StringComparison.Ordinal);
        Assert.Contains("no Python upload API", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_wheel_is_not_sent()
    {
        Prepare("sample-broken", delivery.Rehearsing());
        var wheel = "sample_broken-1.0.0-py3-none-any.whl";
        delivery.Scene.Content[wheel] = "no zip"u8.ToArray();

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal($"{wheel} is no Python distribution that an index takes", refused.Message);
    }

    [Fact]
    public async Task Preflight_tells_of_the_first_upload_and_of_the_credential()
    {
        var consignment = Prepare("sample-preflight", delivery.Rehearsing());
        var wrong = kind.CreatePublisher(Settings(), delivery.Rehearsing(token: "wrong"));

        var ready = await delivery.Scene.Publishers["main"].PreflightAsync(consignment, CancellationToken.None);
        var refused = await wrong.PreflightAsync(consignment, CancellationToken.None);

        Assert.True(ready.IsReady);
        Assert.Contains(ready.Findings, finding => finding.Text.Contains("there is no project sample-preflight yet", StringComparison.Ordinal));
        Assert.Contains(ready.Findings, finding => finding.Text.Contains("accepts the credential", StringComparison.Ordinal));
        Assert.False(refused.IsReady);
        Assert.Contains(refused.Findings, finding => finding.Text.Contains("403", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        delivery.Dispose();
        work.Dispose();
    }

    private Consignment Prepare(string package, PublisherContext context) => Prepare(delivery, package, context);

    private Consignment Prepare(RehearsalDelivery into, string package, PublisherContext context, string body = "answer = 42\n", PythonIndexSettings? settings = null)
    {
        var files = new[] { SampleDistribution.Wheel(work, package, "1.0.0", body), SampleDistribution.Source(work, package, "1.0.0") };
        foreach (var file in files)
            into.Scene.Content[Path.GetFileName(file)] = File.ReadAllBytes(file);
        settings ??= Settings();
        var planned = Assert.Single(kind.Plan(settings, DeliveryContexts.Of(DeliveryContexts.Component(
            "client", "1.0.0", package, [], (ArtifactKind.Wheel, Path.GetFileName(files[0])), (ArtifactKind.SourceDistribution, Path.GetFileName(files[1]))))));
        into.Scene.Publishers["main"] = kind.CreatePublisher(settings, context);
        return into.Scene.Add(into.Seal(planned));
    }

    private PythonIndexSettings Settings()
    {
        var (settings, problems) = DeliveryContexts.Read(
            kind, "main", ("upload", $"{registry.Address}python/main/legacy/"), ("index", $"{registry.Address}python/main/simple/"), ("token", "env:UPLOAD_TOKEN"));
        Assert.Empty(problems);
        return (PythonIndexSettings)settings;
    }
}
