/** Modules of ansible-core that only the real Ansible runs. */
export const ansibleModules = new Set(
  `add_host apt apt_key apt_repository assemble async_status cron debconf dnf dpkg_selections expect fetch getent git group
  group_by hostname import_playbook iptables known_hosts package package_facts pip raw reboot rpm_key service service_facts
  subversion systemd systemd_service sysvinit unarchive user validate_argument_spec wait_for_connection yum
  yum_repository`.split(/\s+/),
)
