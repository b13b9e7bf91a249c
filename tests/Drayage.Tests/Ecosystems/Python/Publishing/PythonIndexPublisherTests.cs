using Drayage.Ecosystems.Python.Publishing;
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
    private readonly PythonScene scene = new(registry);


    [Fact]
    public async Task Delivers_a_wheel_and_a_source_distribution_that_pip_installs()
    {
        Prepare("sample-deliver", scene.Delivery.Rehearsing());

        var report = await scene.Delivery.Scene.DeliverAsync();

        report.AssertComplete();
        Assert.Equal(["POST /python/main/legacy/", "POST /python/main/legacy/"], scene.Delivery.Changes());
        (await Peer.Require("/usr/bin/python3").With("PIP_INDEX_URL", $"{registry.Address}python/main/simple/").With("HOME", scene.Work.Path)
            .RunAsync("-m", "pip", "install", "--no-deps", "--target", scene.Work["site"], "sample-deliver==1.0.0")).Succeeded();
        Assert.True(File.Exists(scene.Work["site", "sample_deliver.py"]));
    }

    [Fact]
    public async Task A_second_delivery_asks_nothing_and_one_without_the_journal_sends_nothing()
    {
        Prepare("sample-replay", scene.Delivery.Rehearsing());
        await scene.Delivery.Scene.DeliverAsync();
        scene.Delivery.Requests();

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(scene.Delivery.Requests());

        File.Delete(scene.Delivery.Scene.JournalPath);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(scene.Delivery.Changes());
    }

    [Fact]
    public async Task Other_bytes_under_the_name_are_a_conflict()
    {
        Prepare("sample-other", scene.Delivery.Rehearsing());
        await scene.Delivery.Scene.DeliverAsync();
        File.Delete(scene.Delivery.Scene.JournalPath);
        scene.Delivery.Requests();
        using var again = new PythonScene(registry);
        var consignment = again.Prepare("sample-other", again.Delivery.Rehearsing(), again.WithToken(), body: "answer = 43\n");

        var refused = (await again.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        var wheel = consignment.Effects.OfType<Effect.Put>().First();
        Assert.Contains($"sha256:{scene.Delivery.Scene.Content.DigestOf(wheel.Name).Hex}", refused.Because, StringComparison.Ordinal);
        Assert.Contains($"sha256:{wheel.Digest!.Hex}", refused.Because, StringComparison.Ordinal);
        Assert.Contains("release a new version", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(again.Delivery.Changes());
    }

    /// <summary>The index took the other bytes after it was probed: its own refusal decides.</summary>
    [Fact]
    public async Task The_index_own_refusal_is_a_conflict_only_for_other_bytes()
    {
        var consignment = Prepare("sample-race", scene.Delivery.Rehearsing());
        var publisher = scene.Delivery.Scene.Publishers["main"];
        var put = consignment.Effects.OfType<Effect.Put>().First();
        await publisher.SendAsync(consignment, put, scene.Delivery.Scene.Content, CancellationToken.None);

        await publisher.SendAsync(consignment, put, scene.Delivery.Scene.Content, CancellationToken.None);
        scene.Delivery.Scene.Content[put.Name] = await File.ReadAllBytesAsync(SampleDistribution.Wheel(scene.Work, "sample-race", "1.0.0", "answer = 44\n"));
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => publisher.SendAsync(consignment, put, scene.Delivery.Scene.Content, CancellationToken.None));

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains("File already exists", refused.Because, StringComparison.Ordinal);
        Assert.Contains($"holds sha256:{put.Digest!.Hex}", refused.Because, StringComparison.Ordinal);
        Assert.Contains($"has sha256:{scene.Delivery.Scene.Content.DigestOf(put.Name).Hex}", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_explained_and_never_shown()
    {
        Prepare("sample-token", scene.Delivery.Rehearsing(token: "pypi-wrong-token"));

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("403", refused.Because, StringComparison.Ordinal);
        Assert.Contains("__token__", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("pypi-wrong-token", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_not_set_is_the_failure_of_this_destination()
    {
        Prepare("sample-unset", scene.Delivery.Context(RehearsalDelivery.Environment()));

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("UPLOAD_TOKEN is not set", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_addresses_and_a_secret_of_the_environment_work_the_same()
    {
        Prepare("sample-real", scene.Delivery.Context(RehearsalDelivery.Environment(("UPLOAD_TOKEN", RegistryFixture.Token))));

        var report = await scene.Delivery.Scene.DeliverAsync();

        report.AssertComplete();
    }

    [Fact]
    public async Task A_stranger_without_credential_reads_back_what_was_published()
    {
        var consignment = Prepare("sample-stranger", scene.Delivery.Rehearsing());
        await scene.Delivery.Scene.DeliverAsync();
        var stranger = PythonScene.Kind.CreateReader(scene.Delivery.Context(RehearsalDelivery.Environment()));

        foreach (var effect in consignment.Effects)
            Assert.IsType<Probe.Same>(await stranger.ReadBackAsync(consignment, effect, scene.Delivery.Scene.Content, CancellationToken.None));
    }

    [Fact]
    public async Task A_lost_answer_leads_to_no_second_upload()
    {
        var fault = new LostAnswer(request => HttpMethods.IsPost(request.Method));
        await using var faulty = await RegistryFixture.StartAsync(options => options with { Faults = [fault] });
        using var broken = new PythonScene(faulty);
        broken.Prepare("sample-lost", broken.Delivery.Rehearsing(), broken.WithToken());

        var report = await broken.Delivery.Scene.DeliverAsync();

        report.AssertComplete();
        Assert.Equal(2, broken.Delivery.Changes().Length);
        Assert.Equal(1, fault.Count);
    }

    [Fact]
    public async Task An_address_that_is_no_upload_interface_is_told()
    {
        var (settings, _) = DeliveryContexts.Read(
            PythonScene.Kind, "main", ("upload", $"{registry.Address}python/main/simple/"), ("index", $"{registry.Address}python/main/simple/"), ("token", "env:UPLOAD_TOKEN"));
        scene.Prepare("sample-wrong", scene.Real(("UPLOAD_TOKEN", RegistryFixture.Token)), (PythonIndexSettings)settings);

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("405", refused.Because, StringComparison.Ordinal);
        Assert.Contains("no Python upload API", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_wheel_is_not_sent()
    {
        Prepare("sample-broken", scene.Delivery.Rehearsing());
        var wheel = "sample_broken-1.0.0-py3-none-any.whl";
        scene.Delivery.Scene.Content[wheel] = "no zip"u8.ToArray();

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal($"{wheel} is no Python distribution that an index takes", refused.Message);
    }

    [Fact]
    public async Task Preflight_tells_of_the_first_upload_and_of_the_credential()
    {
        var consignment = Prepare("sample-preflight", scene.Delivery.Rehearsing());
        var wrong = PythonScene.Kind.CreatePublisher(scene.WithToken(), scene.Delivery.Rehearsing(token: "wrong"));

        var ready = await scene.Delivery.Scene.Publishers["main"].PreflightAsync(consignment, CancellationToken.None);
        var refused = await wrong.PreflightAsync(consignment, CancellationToken.None);

        Assert.True(ready.IsReady);
        Assert.Contains(ready.Findings, finding => finding.Text.Contains("there is no project sample-preflight yet", StringComparison.Ordinal));
        Assert.Contains(ready.Findings, finding => finding.Text.Contains("accepts the credential", StringComparison.Ordinal));
        Assert.False(refused.IsReady);
        Assert.Contains(refused.Findings, finding => finding.Text.Contains("403", StringComparison.Ordinal));
    }

    public void Dispose() => scene.Dispose();

    private Consignment Prepare(string package, PublisherContext context) => scene.Prepare(package, context, scene.WithToken());
}
