using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Registries.NuGet;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.NuGet;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing;

/// <summary>What is pushed, and what is seen of it.</summary>
public sealed class NuGetPublisherTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly RehearsalDelivery delivery = new(registry);

    [Fact]
    public async Task Delivers_a_pre_release_with_symbols_that_dotnet_restores_by_its_lock_file()
    {
        delivery.Prepare("Delivered", delivery.Rehearsing(), symbols: true);
        using var dotnet = new DotNetClient(new Uri(registry.Address, "nuget/main/v3/index.json"));
        var project = dotnet.Project($"""<PackageReference Include="Delivered" Version="{NuGetScene.Version}" />""");

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(["PUT /nuget/main/api/v2/package/", "PUT /nuget/main/api/v2/symbolpackage/"], delivery.Changes());
        (await dotnet.RunAsync("restore", project)).Succeeded();
        Directory.Delete(dotnet.Packages, recursive: true);
        (await dotnet.RunAsync("restore", project, "--locked-mode")).Succeeded();
        Assert.Equal(
            SamplePackage.Package("Delivered", NuGetScene.Version), await File.ReadAllBytesAsync(Path.Combine(dotnet.Packages, "delivered", NuGetScene.Version, $"delivered.{NuGetScene.Version}.nupkg")));
    }

    [Fact]
    public async Task A_second_delivery_asks_nothing_and_one_without_the_journal_sends_nothing()
    {
        delivery.Prepare("Replayed", delivery.Rehearsing(), symbols: true);
        await delivery.Scene.DeliverAsync();
        delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Requests());

        File.Delete(delivery.Scene.JournalPath);
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task Other_bytes_under_the_version_are_a_conflict_that_names_both_digests()
    {
        await PushAsync(SamplePackage.Package("conflicting", "1.0.0-RC.1", "other"));
        delivery.Prepare("Conflicting", delivery.Rehearsing());

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains(Digest.OfSha256(SamplePackage.Package("conflicting", "1.0.0-RC.1", "other")).ToString(), refused.Because, StringComparison.Ordinal);
        Assert.Contains(Digest.OfSha256(SamplePackage.Package("Conflicting", NuGetScene.Version)).ToString(), refused.Because, StringComparison.Ordinal);
        Assert.Contains("release a new version", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task Other_symbols_are_a_conflict_too_though_the_feed_would_replace_them()
    {
        await PushAsync(SamplePackage.Package("Symbolic", NuGetScene.Version));
        using var client = registry.NewClient(authenticated: false);
        (await client.PushSymbolsAsync(SamplePackage.Symbols("Symbolic", NuGetScene.Version, "other"))).EnsureSuccessStatusCode();
        delivery.Requests();
        delivery.Prepare("Symbolic", delivery.Rehearsing(), symbols: true);

        var report = await delivery.Scene.DeliverAsync();

        Assert.Equal(DeliveryFailure.Conflict, Assert.Single(report.Outcomes.OfType<ConsignmentOutcome.Failed>()).Error.Failure);
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task A_package_that_the_feed_signed_is_the_one_that_was_pushed_and_no_other()
    {
        await PushAsync(await PackageSigning.SignAsync(SamplePackage.Package("Signed", NuGetScene.Version)));
        using var other = new RehearsalDelivery(registry);
        delivery.Prepare("Signed", delivery.Rehearsing());
        other.Prepare("Signed", other.Rehearsing(), package: SamplePackage.Package("Signed", NuGetScene.Version, "other"));

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        var refused = (await other.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains($"without its signature {Digest.OfSha256(SamplePackage.Package("Signed", NuGetScene.Version))}", refused.Because, StringComparison.Ordinal);
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task A_package_that_was_signed_before_the_feed_signed_it_again_is_compared_without_either_signature()
    {
        var package = SamplePackage.Package("Twice", NuGetScene.Version);
        await PushAsync(await PackageSigning.SignAsync(package));
        var consignment = delivery.Prepare("Twice", delivery.Rehearsing(), package: await PackageSigning.SignAsync(package));
        var put = consignment.Effects.OfType<Effect.Put>().Single();

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        var stranger = NuGetScene.Kind.CreateReader(delivery.Context(RehearsalDelivery.Environment()) with { Rehearsal = delivery.Rehearsing().Rehearsal });
        var seen = Assert.IsType<Probe.Unknown>(await stranger.ReadBackAsync(consignment, put, delivery.Scene.Content, CancellationToken.None));
        Assert.Contains("only who has the file can compare", seen.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_examines_packages_for_a_minute_is_waited_for()
    {
        // The feed's time goes on by a third of a minute with each look at its versions.
        var clock = new ManualClock();
        await using var slow = await RegistryFixture.StartAsync(options => options with
        {
            Clock = clock,
            NuGet = new NuGetLimits { Validation = TimeSpan.FromMinutes(1) },
            Served = served =>
            {
                options.Served!(served);
                if (served.Method == "GET" && !served.Path.EndsWith("/v3/index.json", StringComparison.Ordinal))
                    clock.Advance(TimeSpan.FromSeconds(20));
            },
        });
        using var patient = new RehearsalDelivery(slow);
        patient.Prepare("Examined", patient.Rehearsing(), symbols: true);

        (await patient.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(2, patient.Changes().Length);
    }

    [Fact]
    public async Task What_is_not_served_in_time_is_told_and_not_sent_again()
    {
        var clock = new ManualClock();
        await using var slow = await RegistryFixture.StartAsync(options => options with { Clock = clock, NuGet = new NuGetLimits { Validation = TimeSpan.FromMinutes(1) } });
        using var hurried = new RehearsalDelivery(slow);
        hurried.Scene.Patience = hurried.Scene.Patience with { Visibility = TimeSpan.FromMilliseconds(40), Doubt = TimeSpan.FromMilliseconds(40) };
        hurried.Prepare("Pending", hurried.Rehearsing());

        var failure = (await hurried.Scene.DeliverAsync()).Failure();
        clock.Advance(TimeSpan.FromMinutes(1));
        (await hurried.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(DeliveryFailure.Transient, failure.Failure);
        Assert.Contains("was accepted and is not served", failure.Message, StringComparison.Ordinal);
        Assert.Single(hurried.Changes());
    }

    [Fact]
    public async Task A_lost_answer_leads_to_no_second_push()
    {
        var fault = new LostAnswer(request => HttpMethods.IsPut(request.Method));
        await using var faulty = await RegistryFixture.StartAsync(options => options with { Faults = [fault] });
        using var broken = new RehearsalDelivery(faulty);
        broken.Prepare("Lost", broken.Rehearsing(), symbols: true);

        (await broken.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(2, broken.Changes().Length);
        Assert.Equal(1, fault.Count);
    }

    [Fact]
    public async Task A_withdrawn_version_is_unlisted_once_and_can_still_be_fetched()
    {
        var consignment = delivery.Prepare("Withdrawn", delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        delivery.Requests();
        var publisher = delivery.Scene.Publishers["main"];
        var withdrawing = (IWithdrawing)publisher;

        var plan = await withdrawing.PlanWithdrawalAsync(consignment, new WithdrawalContext([]), CancellationToken.None);
        var step = Assert.Single(plan.Steps);
        Assert.IsType<Probe.Absent>(await publisher.ProbeAsync(consignment, step.Effect, delivery.Scene.Content, CancellationToken.None));
        await publisher.SendAsync(consignment, step.Effect, delivery.Scene.Content, CancellationToken.None);

        Assert.IsType<Probe.Same>(await publisher.ProbeAsync(consignment, step.Effect, delivery.Scene.Content, CancellationToken.None));
        Assert.Equal([$"DELETE /nuget/main/api/v2/package/Withdrawn/{NuGetScene.Version}"], delivery.Changes());
        Assert.True((await withdrawing.PlanWithdrawalAsync(consignment, new WithdrawalContext([]), CancellationToken.None)).Steps.Single().IsDone);
        Assert.IsType<Probe.Same>(await publisher.ReadBackAsync(consignment, consignment.Effects[0], delivery.Scene.Content, CancellationToken.None));
    }

    public void Dispose() => delivery.Dispose();

    private async Task PushAsync(byte[] package)
    {
        using var client = registry.NewClient(authenticated: false);
        (await client.PushAsync(package)).EnsureSuccessStatusCode();
        delivery.Requests();
    }
}
